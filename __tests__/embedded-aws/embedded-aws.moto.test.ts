import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { AllocateAddressCommand } from "@aws-sdk/client-ec2";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded-aws/embedded-aws";
import { compareInventories } from "../../embedded-aws/inventory";
import { temporaryFolder } from "../temporary-folder";
import { askOverUdp } from "./dns-question";
import { deployInstance } from "./small-deployment";

const folder = temporaryFolder();
const OPTIONS = {
  folder,
  searchPath: process.env.PATH ?? "",
  source: join(process.cwd(), "embedded-aws"),
  regions: ["us-west-2"],
  hostedZones: ["example.com"],
  buckets: [],
};
let aws: EmbeddedAws;

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );
const children = () =>
  execFileSync("ps", ["-o", "pid,args", "--ppid", String(process.pid)], { encoding: "utf8" })
    .split("\n")
    .filter((line) => /moto_server|run-handler/.test(line));

beforeAll(async () => {
  aws = await startEmbeddedAws(OPTIONS);
}, 60_000);
afterAll(() => aws?.stop());

test("its time begins with a minute and stands still, so that a seed's story is the same at every second", () => {
  expect(aws.clock.now() % 60_000).toBe(0);
});

test("its environment leads a child process's AWS clients to it, and nowhere else", async () => {
  expect(aws.environment).toMatchObject({
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: "OPERATOR",
    TF_VAR_ip_ranges_url: `${aws.endpoint}/_embedded/ip-ranges.json`,
  });
  const program = `
    const { ListHostedZonesCommand, Route53Client } = require("@aws-sdk/client-route-53");
    new Route53Client().send(new ListHostedZonesCommand()).then(({ HostedZones }) => console.log(HostedZones[0].Name));`;
  // Not synchronously: the gateway that answers lives in this process.
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { env: aws.environment });
  expect(stdout.trim()).toBe("example.com.");
});

test("what is deployed through it is reachable after a refresh and its first boot", async () => {
  const { instanceId, address } = await deployInstance(aws.clients, "us-west-2", { port: 80 });
  await aws.refresh();
  await aws.runUntil("it serves", () => aws.power.serviceOf(instanceId) === "listening", 300_000);
  aws.clock.start(); // A page takes its round trip.
  const page = await fetch(`http://127.0.0.1:${aws.addressTable.lookUp(address, 80)}`);
  expect(await page.text()).toContain(instanceId);
  expect(await askOverUdp(aws.resolver.port, "example.com", "SOA")).toMatchObject({ rcode: "NOERROR" });
  aws.clock.pause();
  expect(
    await askOverUdp((await aws.dataPlane.nameServers.portsFor("example.com"))[0]!, "example.com", "SOA"),
  ).toMatchObject({ rcode: "NOERROR" });
});

test("its inventory tells of a region that is none of the account's", async () => {
  const before = await aws.inventory();
  await aws.clients.ec2("eu-west-1").send(new AllocateAddressCommand({ Domain: "vpc" }));
  expect(compareInventories(before, await aws.inventory())).toEqual({
    added: ["eu-west-1 was called, which is none of this account's regions"],
    removed: [],
  });
});

test("after a stop nothing is left, and a second stop does no harm", async () => {
  expect(children().length).toBe(1);
  await aws.stop();
  await aws.stop();
  expect(children()).toEqual([]);
  expect(await answers(aws.endpoint)).toBe(false);
});

test("a start that fails half way leaves nothing either", async () => {
  const starting = startEmbeddedAws({ ...OPTIONS, source: "/nowhere" });
  await expect(starting).rejects.toThrow("/nowhere/inside-process holds no preload.js");
  expect(children()).toEqual([]);
}, 30_000);
