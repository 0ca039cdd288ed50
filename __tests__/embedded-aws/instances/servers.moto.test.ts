import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect, type Socket } from "node:net";
import {
  RevokeSecurityGroupIngressCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { AddressTable } from "../../../embedded-aws/address-table";
import { Faults } from "../../../embedded-aws/faults";
import { Servers } from "../../../embedded-aws/instances/servers";
import type { Caller } from "../../../embedded-aws/network";
import { runningMoto } from "../running-moto";
import { deployInstance } from "../small-deployment";
import { powerInFrontOf } from "./power-in-front-of-moto";

const REGION = "us-west-2";
const USER: Caller = { kind: "user", address: "198.51.100.7" };
const CHECKER: Caller = { kind: "checker", address: "203.0.113.8", region: "eu-west-1" };
const LOOPBACK = "127.0.0.1";

const moto = runningMoto();
const { clock, state, parts } = powerInFrontOf(moto);
const table = new AddressTable();
const faults = new Faults();
let servers: Servers;
let site: Awaited<ReturnType<typeof deployInstance>>;
const open: Socket[] = [];

beforeAll(async () => {
  const { deployed } = moto;
  servers = new Servers({ clock, deployed, state, power: parts.power, faults, table, regions: ["us-east-1", REGION] });
  site = await deploy(80);
  await clock.sleep(100_000);
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});
afterAll(() => servers?.stop());

const deploy = (port: number, to?: string, userData?: string) =>
  clock.hold("a deployment", async () => {
    const deployed = await deployInstance(parts.clients, REGION, { port, to, userData });
    await servers.refresh();
    return deployed;
  });
const start = (id: string) =>
  clock.hold("a start", () => parts.clients.ec2(REGION).send(new StartInstancesCommand({ InstanceIds: [id] })));
const stop = (id: string) =>
  clock.hold("a stop", () => parts.clients.ec2(REGION).send(new StopInstancesCommand({ InstanceIds: [id] })));
const route = async (address: string, port = 80, caller = USER) => (await servers.route(address, port, caller)).kind;
const portOf = (address: string, port = 80) => table.lookUp(address, port)!;

/** One request to a loopback port, and how long it took in AWS time; an error's code if there was no answer. */
function get(port: number, path = "/", request: typeof httpRequest = httpRequest) {
  const began = clock.now();
  return new Promise<{ status: number | string; body: string; took: number; date?: string }>((resolve) => {
    const asking = request(
      { host: LOOPBACK, port, path, agent: false, rejectUnauthorized: false } as object,
      (answer) => {
        let body = "";
        answer.on("data", (chunk) => {
          body += chunk;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode!, body, took: clock.now() - began, date: answer.headers.date }),
        );
      },
    );
    asking.on("socket", (socket) => clock.follow(socket));
    asking.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ status: error.code ?? error.message, body: "", took: clock.now() - began }),
    );
    asking.end();
  });
}

/** A connection that has sent a request and only listens now. */
async function hangOn(port: number) {
  const socket = connect(port, LOOPBACK);
  clock.follow(socket);
  open.push(socket);
  const seen = { bytes: 0, closed: false };
  socket.on("data", (chunk) => {
    seen.bytes += chunk.length;
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    seen.closed = true;
  });
  await clock.hold("connecting", () => new Promise((done) => socket.once("connect", done)));
  socket.write("GET / HTTP/1.1\r\nhost: example.com\r\n\r\n");
  return seen;
}

describe("a server that serves", () => {
  test("it answers 200 on every path after one round trip, with a page that names its region and instance", async () => {
    const page = { status: 200, body: `Instance ${site.instanceId} in ${REGION}\n`, took: 80 };
    expect(await get(portOf(site.address))).toMatchObject(page);
    expect(await get(portOf(site.address), "/health")).toMatchObject(page);
  });

  test("it says AWS's time of day", async () => {
    const { date } = await get(portOf(site.address));
    expect(Math.abs(Date.parse(date!) - clock.now())).toBeLessThan(1_000);
  });

  test("the same port talks TLS to a client that begins so", async () => {
    expect(await get(portOf(site.address), "/", httpsRequest as typeof httpRequest)).toMatchObject({
      status: 200,
      took: 80,
    });
  });

  test("the address table tells a person where it is", () => {
    expect(table.lines()).toContain(`http://${site.address}:80 is http://127.0.0.1:${portOf(site.address)} here`);
  });

  test("an address that nothing was deployed at, and a port that is not open, are silent", async () => {
    expect([await route("203.0.113.99"), await route(site.address, 443)]).toEqual(["silent", "silent"]);
  });
});

describe("the way to it", () => {
  test("a stopped instance is silent, one that boots refuses, and one that has booted is open", async () => {
    const { instanceId, address } = await deploy(80);
    expect(await route(address)).toBe("silent");
    await clock.sleep(8_001);
    expect(await route(address)).toBe("refused");
    await clock.sleep(64_000);
    expect(await route(address)).toBe("open");
    await stop(instanceId);
    expect(await route(address)).toBe("open");
    await clock.sleep(2_001);
    expect(await route(address)).toBe("silent");
    await clock.sleep(10_000);
    await start(instanceId);
    await clock.sleep(8_001);
    expect(await route(address)).toBe("refused");
    await clock.sleep(24_000);
    expect(await route(address)).toBe("open");
    await clock.hold("a test's call", () =>
      parts.clients.ec2(REGION).send(new TerminateInstancesCommand({ InstanceIds: [instanceId] })),
    );
    expect(await route(address)).toBe("silent");
  });

  test("where the first boot's user data fails, nothing listens, then or after any later boot, and why is known", async () => {
    const { instanceId, address } = await deploy(80, undefined, "#!/bin/bash\nif true; then\n");
    await clock.sleep(100_000);
    expect(await route(address)).toBe("refused");
    expect((await get(portOf(address))).status).toBe("ECONNRESET");
    await stop(instanceId);
    await clock.sleep(15_000);
    await start(instanceId);
    await clock.sleep(100_000);
    expect(await route(address)).toBe("refused");
    expect(await servers.whyNothingListens({ region: REGION, instanceId })).toMatch(/line \d: syntax error/);
    expect(await servers.whyNothingListens({ region: REGION, instanceId: site.instanceId })).toBeUndefined();
  });

  test("whom no security group lets in meets silence, at once when a rule is revoked", async () => {
    const { address, groupId } = await deploy(8080, "203.0.113.0/24");
    await clock.sleep(100_000);
    expect([await route(address, 8080), await route(address, 8080, CHECKER)]).toEqual(["silent", "open"]);
    const revoke = new RevokeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: "203.0.113.0/24" }] }],
    });
    await clock.hold("a test's call", () => parts.clients.ec2(REGION).send(revoke));
    expect(await route(address, 8080, CHECKER)).toBe("silent");
    expect((await get(portOf(address, 8080))).status).toBe("ECONNRESET");
  });

  test("a port that is open to a private network only has no door", async () => {
    const { address } = await deploy(80, "10.0.0.0/8");
    expect(table.lookUp(address, 80)).toBeUndefined();
    expect(await route(address, 80, { kind: "user", address: "10.1.2.3" })).toBe("silent");
  });

  test("a dark region is silent to everybody, a blocked path to those on it, until that ends", async () => {
    const lighten = faults.darken(REGION, "hang");
    expect([await route(site.address), (await get(portOf(site.address))).status]).toEqual(["silent", "ECONNRESET"]);
    lighten();
    const unblock = faults.blockPath((caller, region) => caller.kind === "checker" && region === REGION);
    expect([await route(site.address, 80, CHECKER), await route(site.address)]).toEqual(["silent", "open"]);
    unblock();
    expect(await route(site.address, 80, CHECKER)).toBe("open");
  });

  test("an instance that was stopped behind our back is followed as soon as it is read", async () => {
    const { instanceId, address } = await deploy(80);
    await clock.sleep(100_000);
    await clock.hold("a call past the gateway", () =>
      moto.deployed.ec2(REGION).send(new StopInstancesCommand({ InstanceIds: [instanceId] })),
    );
    state.changed("ec2");
    await route(address);
    await clock.sleep(1_001);
    expect([parts.power.stateOf(instanceId), await route(address)]).toEqual(["stopped", "silent"]);
  });

  test("an instance that was deployed before anybody looked serves at once", async () => {
    const { address } = await clock.hold("a deployment past the gateway", () =>
      deployInstance(moto.deployed, REGION, { port: 80 }),
    );
    state.changed("ec2");
    expect(await route(address)).toBe("open");
    expect((await get(portOf(address))).status).toBe(200);
  });
});

describe("a server that does not serve", () => {
  test("its loopback port closes a person's connection at once", async () => {
    const { address } = await deploy(80);
    expect(await get(portOf(address))).toMatchObject({ status: "ECONNRESET", took: 0 });
  });

  test("an accepted connection ends when the instance's service stops", async () => {
    const { instanceId, address } = await deploy(80);
    await clock.sleep(100_000);
    const recover = servers.misbehave(instanceId, { kind: "hangs" });
    const seen = await hangOn(portOf(address));
    await clock.sleep(10_000);
    expect(seen).toEqual({ bytes: 0, closed: false });
    await stop(instanceId);
    await clock.sleep(1_900);
    expect(seen.closed).toBe(false);
    await clock.sleep(200);
    expect(seen).toEqual({ bytes: 0, closed: true });
    recover();
  });

  test("a region that goes dark in the middle of a request leaves it without an answer", async () => {
    const seen = await hangOn(portOf(site.address));
    await clock.sleep(40);
    const lighten = faults.darken(REGION, "hang");
    await clock.sleep(10_000);
    lighten();
    expect(seen).toEqual({ bytes: 0, closed: false });
  });

  test("an application that answers 500, hangs or has crashed does so until it recovers", async () => {
    const of = servers.misbehave.bind(servers, site.instanceId);
    const fail = of({ kind: "answers", status: 500 });
    expect(await get(portOf(site.address))).toMatchObject({ status: 500, took: 80 });
    const crash = of({ kind: "refuses" });
    fail(); // Overtaken by the crash.
    expect([await route(site.address), (await get(portOf(site.address))).status]).toEqual(["refused", "ECONNRESET"]);
    crash();
    const recover = of({ kind: "hangs" });
    const seen = await hangOn(portOf(site.address));
    await clock.sleep(60_000);
    expect([await route(site.address), seen.bytes]).toEqual(["open", 0]);
    recover();
    expect((await get(portOf(site.address))).status).toBe(200);
  });

  test("a server outside AWS serves until it is told to fail, and again when it recovers", async () => {
    const outside = await servers.addOutsideAws("203.0.113.11", 443);
    expect((await get(portOf("203.0.113.11", 443))).body).toBe("A server outside AWS at 203.0.113.11\n");
    outside.fail();
    expect(await route("203.0.113.11", 443)).toBe("silent");
    expect((await get(portOf("203.0.113.11", 443))).status).toBe("ECONNRESET");
    outside.recover();
    expect(await route("203.0.113.11", 443)).toBe("open");
    const unblock = faults.blockPath((_, region) => region === undefined);
    expect(await route("203.0.113.11", 443)).toBe("silent");
    unblock();
  });

  test("the application of a server outside AWS fails in the same ways", async () => {
    const address = "203.0.113.12";
    await servers.addOutsideAws(address, 80);
    const crash = servers.misbehave(address, { kind: "refuses" });
    expect(await route(address)).toBe("refused");
    crash();
    const mend = servers.misbehave(address, { kind: "answers", status: 500 });
    expect(await get(portOf(address))).toMatchObject({
      status: 500,
      body: `A server outside AWS at ${address} answers 500\n`,
    });
    mend();
    expect([await route(address), (await get(portOf(address))).status]).toEqual(["open", 200]);
  });

  test("when the servers are stopped, no door is left, and again", async () => {
    const port = portOf(site.address);
    await servers.stop();
    await servers.stop();
    expect([table.lookUp(site.address, 80), (await get(port)).status]).toEqual([undefined, "ECONNREFUSED"]);
  });
});
