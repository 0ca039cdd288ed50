import { createConnection } from "node:net";
import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { AwsClients } from "../../embedded-aws/aws-clients";
import type { Call } from "../../embedded-aws/calls";
import { Faults } from "../../embedded-aws/faults";
import { type Gateway, type GatewayOptions, SOURCE_ADDRESS_HEADER, startGateway } from "../../embedded-aws/gateway";
import { VirtualClock } from "../../embedded-aws/time/virtual-clock";
import { runningMoto } from "./running-moto";

const REGION = "us-west-2";
const START = Date.UTC(2031, 4, 6);
const moto = runningMoto();
const started: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of started.splice(0).reverse()) await stop();
});

/** A gateway on a clock that runs, and clients that go through it. */
async function start(options: Partial<GatewayOptions> = {}) {
  const failures: Error[] = [];
  const clock = new VirtualClock(START, { onFailure: (error) => failures.push(error) });
  const gateway = await startGateway({ motoEndpoint: moto.endpoint, clock, ...options });
  const clients = new AwsClients(gateway.endpoint, "FUNCTION");
  started.push(
    () => clock.stop(),
    () => gateway.stop(),
    () => clients.close(),
  );
  clock.start();
  return { clock, gateway, clients, failures };
}
const describeVpcs = (clients: AwsClients) => clients.ec2(REGION).send(new DescribeVpcsCommand({}));

/** A raw anonymous call whose connection the clock follows at this end too. Resolves with the head of the answer. */
function ask(clock: VirtualClock, gateway: Gateway, path: string, headers: Record<string, string> = {}) {
  return new Promise<string>((resolve, reject) => {
    let socket: ReturnType<typeof createConnection>;
    void clock
      .hold("connecting", () => {
        socket = createConnection(Number(new URL(gateway.endpoint).port), "127.0.0.1");
        clock.follow(socket);
        return new Promise((connected) => socket.once("connect", connected));
      })
      .then(() => {
        const lines = Object.entries({ host: "s3.amazonaws.com", connection: "close", ...headers });
        socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
        let answer = "";
        socket.on("data", (chunk) => {
          answer += chunk;
        });
        socket.on("end", () => resolve(answer));
        socket.on("error", reject);
      });
  });
}

test("a call takes the latency of AWS that it is given, and none of this machine's", async () => {
  const { clock, gateway } = await start({ latency: ({ who }: Call) => (who === "anonymous" ? 120 : 0) });
  expect(await ask(clock, gateway, "/no-bucket/key")).toMatch(/^HTTP\/1.1 404 /);
  expect(clock.now()).toBe(START + 120);
});

test("a late call's lateness comes on top, and what others do meanwhile goes on", async () => {
  const faults = new Faults();
  faults.onCalls({ matches: () => true, fault: { kind: "late", milliseconds: 5_000 }, only: 1 });
  const { clock, gateway } = await start({ faults, latency: () => 100 });
  const ends: string[] = [];
  const asked = async (name: string) => {
    await ask(clock, gateway, `/${name}/key`);
    ends.push(`${name} ${clock.now() - START}`);
  };
  const first = asked("first");
  await Promise.all([first, clock.sleep(1_000).then(() => asked("second"))]);
  expect(ends).toEqual(["second 1100", "first 5100"]);
});

test("what takes this machine's time inside the authorizer takes none of AWS's", async () => {
  const authorize = async () => {
    await new Promise((done) => setTimeout(done, 60));
    return undefined;
  };
  const { clock, gateway } = await start({ authorize });
  let ticks = 0;
  const tick = () => void clock.after(1_000, () => void (ticks++ < 1_000 && tick()));
  tick();
  const before = clock.now();
  await ask(clock, gateway, "/no-bucket/key");
  // The connection itself takes a moment that is no hold.
  expect(clock.now() - before).toBe(0);
});

test("a denied call never reaches moto, the log says why, and the authorizer hears where it came from", async () => {
  const refused = { roleArn: undefined, action: "s3:GetObject", because: "no policy of the bucket allows it" };
  const heard: unknown[] = [];
  const authorize: GatewayOptions["authorize"] = async (call, sourceAddress) => {
    heard.push([call.who, call.method, call.url, call.headers[SOURCE_ADDRESS_HEADER], sourceAddress]);
    if (sourceAddress === undefined) return undefined;
    return { status: 403, contentType: "text/xml", body: "<Error><Code>AccessDenied</Code></Error>", refused };
  };
  const { clock, gateway, clients } = await start({ authorize });
  const answer = await ask(clock, gateway, "/bucket/key?x=1", { [SOURCE_ADDRESS_HEADER]: "54.245.168.1" });
  expect(answer).toMatch(/^HTTP\/1.1 403 [\s\S]*AccessDenied/);
  await describeVpcs(clients);
  expect(heard).toEqual([
    ["anonymous", "GET", "/bucket/key?x=1", undefined, "54.245.168.1"],
    ["FUNCTION", "POST", "/", undefined, undefined],
  ]);
  expect(gateway.log.calls.map(({ at, result }) => [at, result])[0]).toEqual([START, { status: 403, refused }]);
});

test("an answer given in moto's place may take AWS time, and keeps its headers and bytes", async () => {
  const held: { clock?: VirtualClock } = {};
  const answers: GatewayOptions["answers"] = [
    {
      name: "functions do not run",
      async answer({ url }) {
        if (!url.endsWith("/invocations")) return undefined;
        await held.clock?.sleep(30_000);
        return {
          status: 200,
          contentType: "application/json",
          headers: { "x-amz-function-error": "Unhandled" },
          body: Buffer.from("{}"),
        };
      },
    },
  ];
  const { clock, gateway } = await start({ answers });
  held.clock = clock;
  const answer = await ask(clock, gateway, "/2015-03-31/functions/controller/invocations");
  expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*x-amz-function-error: Unhandled[\s\S]*\{\}$/);
  expect(clock.now()).toBe(START + 30_000);
});

test("the gateway's own answers are dated in AWS time, and the SDK bears it", async () => {
  const faults = new Faults();
  const { clients, gateway } = await start({ faults });
  faults.onCalls({ matches: () => true, fault: { kind: "throttle" }, only: 1 });
  expect((await describeVpcs(clients)).Vpcs).toHaveLength(1);
  await clients.s3("us-east-1").send(new CreateBucketCommand({ Bucket: "made-in-2031" }));
  faults.onCalls({ matches: () => true, fault: { kind: "throttle" } });
  const { headers } = await fetch(`${gateway.endpoint}/bucket`);
  expect(new Date(headers.get("date")!).getUTCFullYear()).toBe(2031);
});

test("a dark region that hangs takes what is sent to it, so that time goes on", async () => {
  const faults = new Faults();
  faults.darken(REGION, "hang");
  const { clock, gateway, failures } = await start({ faults });
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20250101/${REGION}/ec2/aws4_request, SignedHeaders=host`;
  const asking = ask(clock, gateway, "/", { authorization });
  asking.catch(() => {});
  await clock.sleep(3_600_000);
  expect(failures).toEqual([]);
  expect(gateway.log.calls).toHaveLength(1);
});

test("mends of the assembler complete, rewrite and answer; errors of moto are left as they are", async () => {
  const mends: GatewayOptions["mends"] = [
    {
      name: "filters",
      complete: () => new URLSearchParams({ "Filter.1.Name": "is-default", "Filter.1.Value.1": "false" }),
    },
    {
      name: "names",
      rewrites: ({ action }) => action.startsWith("Describe"),
      rewrite: (_, body) => body.replace("<vpcSet/>", "<vpcSet><item><vpcId>vpc-rewritten</vpcId></item></vpcSet>"),
    },
    {
      name: "errors",
      rewrites: () => true,
      rewrite: (_, body) => body.replace("InvalidVpcID.NotFound", "Rewritten"),
    },
  ];
  const { clients } = await start({ mends });
  expect((await describeVpcs(clients)).Vpcs).toEqual([expect.objectContaining({ VpcId: "vpc-rewritten" })]);
  const absent = clients.ec2(REGION).send(new DescribeVpcsCommand({ VpcIds: ["vpc-0123"] }));
  await expect(absent).rejects.toMatchObject({ name: "InvalidVpcID.NotFound" });
});
