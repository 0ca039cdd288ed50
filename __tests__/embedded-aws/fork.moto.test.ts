import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  AllocateAddressCommand,
  DescribeInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { LONGEST_LOG_BYTES } from "../../embedded-aws/bounded-log";
import { type EmbeddedAws, type ForkOptions, startEmbeddedAws } from "../../embedded-aws/embedded-aws";
import { compareInventories } from "../../embedded-aws/inventory";
import { temporaryFolder } from "../temporary-folder";
import { askOverUdp } from "./dns-question";
import { deployFunction, deployHealthCheck, deployInstance, deployRecords } from "./small-deployment";

const REGION = "us-west-2";
const BYTES = Buffer.from([0, 1, 254, 255]);
const METRIC = { Namespace: "Own", MetricName: "Disk" };
const ALARM = "disk-full";
const folder = temporaryFolder();
let parent: EmbeddedAws;
let running: { instanceId: string; address: string };
/** Stopped in the middle of its first boot. */
let stopped: { instanceId: string };
let folders = 0;
const forks: EmbeddedAws[] = [];

function newFolder(): string {
  const made = join(folder, `aws-${folders++}`);
  mkdirSync(made);
  return made;
}

const OPTIONS = {
  searchPath: process.env.PATH ?? "",
  source: join(process.cwd(), "embedded-aws"),
  regions: [REGION],
  hostedZones: ["example.com"],
  buckets: [{ name: "objects", region: REGION }],
};

async function fork(of: EmbeddedAws, options: Omit<ForkOptions, "folder"> = {}): Promise<EmbeddedAws> {
  const made = await of.fork({ folder: newFolder(), ...options });
  forks.push(made);
  return made;
}

const listens = (aws: EmbeddedAws, instanceId: string) => () => aws.power.serviceOf(instanceId) === "listening";

beforeAll(async () => {
  parent = await startEmbeddedAws({ ...OPTIONS, folder: newFolder() });
  running = await deployInstance(parent.clients, REGION, { port: 80 });
  await parent.refresh();
  await parent.runUntil("it serves", listens(parent, running.instanceId), 300_000);
  stopped = await deployInstance(parent.clients, REGION, { port: 80 });
  const stop = new StopInstancesCommand({ InstanceIds: [stopped.instanceId] });
  await parent.clients.ec2(REGION).send(stop);
  const object = new PutObjectCommand({ Bucket: "objects", Key: "key", Body: BYTES });
  await parent.clients.s3(REGION).send(object);
  const code = 'exports.handler = async (event) => "heard " + event.word;';
  await deployFunction(parent.clients, REGION, { name: "echo", bucket: "objects", code });
  await deployRecords(parent.clients, "example.com", [
    { Name: "www.example.com", Type: "A", TTL: 60, ResourceRecords: [{ Value: running.address }] },
  ]);
  await deployAlarm(parent, { AlarmName: ALARM, TreatMissingData: "ignore" });
  const turn = new SetAlarmStateCommand({ AlarmName: ALARM, StateValue: "ALARM", StateReason: "it is full" });
  await parent.clients.cloudWatch(REGION).send(turn);
}, 60_000);
afterEach(() => Promise.all(forks.splice(0).map((made) => made.stop())));
afterAll(() => parent?.stop());

async function instancesOf(aws: EmbeddedAws) {
  const { Reservations } = await aws.clients.ec2(REGION).send(new DescribeInstancesCommand({}));
  return Reservations!
    .flatMap(({ Instances }) => Instances!)
    .map(({ InstanceId, State, LaunchTime }) => ({ InstanceId, state: State!.Name, LaunchTime }));
}

/** An alarm on a metric of our own that goes off above 90 in all of five minutes. */
async function deployAlarm(aws: EmbeddedAws, given: { AlarmName: string; TreatMissingData: string }): Promise<void> {
  const command = new PutMetricAlarmCommand({
    ...given,
    ...METRIC,
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 5,
    Threshold: 90,
    ComparisonOperator: "GreaterThanThreshold",
  });
  await aws.clients.cloudWatch(REGION).send(command);
  await aws.refresh();
}

async function alarmOf(aws: EmbeddedAws, name: string) {
  const command = new DescribeAlarmsCommand({ AlarmNames: [name] });
  const { MetricAlarms } = await aws.clients.cloudWatch(REGION).send(command);
  return { StateValue: MetricAlarms![0]!.StateValue, StateReason: MetricAlarms![0]!.StateReason };
}

async function bytesOf(aws: EmbeddedAws, Key: string): Promise<number[]> {
  const { Body } = await aws.clients.s3(REGION).send(new GetObjectCommand({ Bucket: "objects", Key }));
  return [...(await Body!.transformToByteArray())];
}

/** When moto says that something was made now. */
async function stampOf(aws: EmbeddedAws): Promise<number> {
  const s3 = aws.clients.s3(REGION);
  await s3.send(new PutObjectCommand({ Bucket: "objects", Key: "stamp", Body: "x" }));
  return (await s3.send(new GetObjectCommand({ Bucket: "objects", Key: "stamp" }))).LastModified!.getTime();
}

const allocate = async (aws: EmbeddedAws) =>
  (await aws.clients.ec2(REGION).send(new AllocateAddressCommand({ Domain: "vpc" }))).AllocationId!;

/** moto's processes below this one, forks included, zombies too. */
function motos(): number[] {
  const lines = execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" }).trim().split("\n").slice(1);
  const all = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!);
  const below = new Set([process.pid]);
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const [, pid, ppid] of all) if (below.has(Number(ppid))) below.add(Number(pid));
  }
  return all
    .filter(([, pid, , args]) => below.has(Number(pid)) && /moto_server/.test(args!))
    .map(([, pid]) => Number(pid))
    .sort((a, b) => a - b);
}

describe("a fork has what its parent has", () => {
  test("everything in its inventory, under the same ids", async () => {
    const made = await fork(parent);
    expect(compareInventories(await parent.inventory(), await made.inventory())).toEqual({ added: [], removed: [] });
  });

  test("instances with their states and launch times, and the page of one that serves", async () => {
    const made = await fork(parent);
    expect(await instancesOf(made)).toEqual(await instancesOf(parent));
    made.clock.start(); // A page takes its round trip.
    const page = await fetch(`http://127.0.0.1:${made.addressTable.lookUp(running.address, 80)}`);
    expect(await page.text()).toContain(running.instanceId);
  });

  test("an object's bytes", async () => {
    expect(await bytesOf(await fork(parent), "key")).toEqual([...BYTES]);
  });

  test("a function that can be invoked", async () => {
    const made = await fork(parent);
    made.clock.start();
    const invocation = await made.dataPlane.functions.invoke("echo", REGION, { word: "hello" });
    expect(invocation.outcome).toMatchObject({ kind: "result", payload: '"heard hello"' });
  });

  test("an alarm's state and its reason", async () => {
    const made = await fork(parent);
    expect(await alarmOf(made, ALARM)).toEqual({ StateValue: "ALARM", StateReason: "it is full" });
  });

  test("a zone's records, and name servers that answer them", async () => {
    const made = await fork(parent);
    const [port] = await made.dataPlane.nameServers.portsFor("example.com");
    const { answers } = await askOverUdp(port!, "www.example.com", "A");
    expect(answers).toMatchObject([{ data: running.address }]);
  });
});

test("a fork knows what moto does not: an instance whose first boot was cut off does it again", async () => {
  const made = await fork(parent);
  const begun = made.clock.now();
  made.clock.start();
  await made.clients.ec2(REGION).send(new StartInstancesCommand({ InstanceIds: [stopped.instanceId] }));
  await made.runUntil("it serves", listens(made, stopped.instanceId), 300_000);
  expect((made.clock.now() - begun) / 1_000).toBeGreaterThanOrEqual(8 + 60 + 4);
});

test("a boot that is under way in the parent goes on in the fork, and ends at the same time", async () => {
  const first = await fork(parent);
  first.clock.start();
  await first.clients.ec2(REGION).send(new StartInstancesCommand({ InstanceIds: [stopped.instanceId] }));
  await first.clock.sleep(5_000);
  first.clock.pause();
  const second = await fork(first);
  const at: number[] = [];
  for (const aws of [first, second]) {
    expect(aws.power.stateOf(stopped.instanceId)).toBe("pending");
    await aws.runUntil("it serves", listens(aws, stopped.instanceId), 300_000);
    at.push(aws.clock.now());
  }
  expect(at[1]).toBe(at[0]);
});

test("an alarm goes on from the values that its metric had in the parent", async () => {
  const first = await fork(parent);
  await deployAlarm(first, { AlarmName: "missing-is-bad", TreatMissingData: "breaching" });
  const { Namespace, MetricName } = METRIC;
  const data = new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Value: 10 }] });
  await first.clients.cloudWatch(REGION).send(data);
  const state = async (aws: EmbeddedAws) => (await alarmOf(aws, "missing-is-bad")).StateValue;
  await first.runUntil("the alarm is OK", async () => (await state(first)) === "OK", 300_000);
  const second = await fork(first);
  const begun = second.clock.now();
  await second.runUntil("it was evaluated", () => second.clock.now() - begun > 61_000, 100_000);
  expect(await state(second)).toBe("OK");
});

test("what changes in one is not seen in the other", async () => {
  const made = await fork(parent);
  const put = (aws: EmbeddedAws, Key: string) =>
    aws.clients.s3(REGION).send(new PutObjectCommand({ Bucket: "objects", Key, Body: "x" }));
  await put(made, "in-fork");
  await put(parent, "in-parent");
  expect(await bytesOf(made, "in-fork")).toEqual([120]);
  await expect(bytesOf(made, "in-parent")).rejects.toThrow("key does not exist");
  await expect(bytesOf(parent, "in-fork")).rejects.toThrow("key does not exist");
  await made.clients.ec2(REGION).send(new StopInstancesCommand({ InstanceIds: [running.instanceId] }));
  expect(made.power.stateOf(running.instanceId)).toBe("stopped");
  expect(parent.power.stateOf(running.instanceId)).toBe("running");
});

test("parent and forks each draw ids of their own", async () => {
  const all = [parent, await fork(parent), await fork(parent)];
  expect(new Set(await Promise.all(all.map(allocate))).size).toBe(3);
});

test("a fork begins at its parent's time, which then runs in each alone", async () => {
  const made = await fork(parent);
  const begun = parent.clock.now();
  expect(made.clock.now()).toBe(begun);
  await made.runUntil("an hour has passed", () => made.clock.now() - begun >= 3_600_000, 4_000_000);
  expect(parent.clock.now()).toBe(begun);
  expect((await stampOf(made)) - begun).toBeGreaterThanOrEqual(3_599_000);
  expect((await stampOf(parent)) - begun).toBeLessThanOrEqual(0);
});

test("forks of one parent live side by side, each with the phases of its seed", async () => {
  const owner = await fork(parent);
  const id = await deployHealthCheck(owner.clients, {
    Type: "HTTP",
    IPAddress: running.address,
    Port: 80,
    ResourcePath: "/",
    RequestInterval: 10,
    FailureThreshold: 3,
  });
  const story = async (seed: number) => {
    const turned: number[] = [];
    const made = await fork(owner, { seed, happenings: { health: (change) => turned.push(change.at) } });
    const begun = made.clock.now();
    await made.runUntil("the check is watched", () => made.clock.now() - begun >= 60_000, 100_000);
    made.clock.start();
    await made.clients.ec2(REGION).send(new StopInstancesCommand({ InstanceIds: [running.instanceId] }));
    await made.runUntil("the check turns", () => turned.length > 0, 200_000);
    expect(made.dataPlane.healthChecks.statusOf(id).healthy).toBe(false);
    return turned[0]! - begun;
  };
  const [one, same, other] = await Promise.all([story(1), story(1), story(2)]);
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

test("a stopped fork leaves no process, and its parent and siblings alive", async () => {
  const before = motos();
  const [made, sibling] = [await fork(parent), await fork(parent)];
  expect(motos().length).toBe(before.length + 2);
  await made.stop();
  await made.stop();
  expect(motos().length).toBe(before.length + 1);
  await sibling.stop();
  expect(motos()).toEqual(before);
  expect(await instancesOf(parent)).toHaveLength(2);
});

test("a fork that is killed is told of by itself alone, and leaves no zombie", async () => {
  const before = motos();
  const made = await fork(parent);
  const [pid] = motos().filter((moto) => !before.includes(moto));
  process.kill(pid!, "SIGKILL");
  await expect(made.failure).rejects.toThrow(/^A fork of moto.* ended in the middle/);
  await made.stop();
  expect(motos()).toEqual(before);
  const parentFailed = parent.failure.catch(() => "failed");
  expect(await Promise.race([parentFailed, new Promise((done) => setTimeout(() => done("lives"), 50))])).toBe("lives");
});

test("what a fork prints does not fill the disk", async () => {
  const { motoLogFile } = await fork(parent);
  appendFileSync(motoLogFile, "INFO a request\n".repeat(LONGEST_LOG_BYTES / 10));
  while (statSync(motoLogFile).size > LONGEST_LOG_BYTES) await new Promise((done) => setTimeout(done, 20));
});

test("a folder that is another's is refused", async () => {
  const mine = newFolder();
  forks.push(await parent.fork({ folder: mine }));
  await expect(parent.fork({ folder: mine })).rejects.toThrow(/is another embedded AWS's folder: it holds moto.log/);
});

test("a parent's stop ends its forks and theirs", async () => {
  const before = motos();
  const grandparent = await startEmbeddedAws({ ...OPTIONS, folder: newFolder(), hostedZones: [], buckets: [] });
  const child = await fork(await fork(grandparent));
  expect(motos().length).toBe(before.length + 3);
  await grandparent.stop();
  expect(motos()).toEqual(before);
  await expect(fetch(child.endpoint)).rejects.toThrow();
  await expect(grandparent.fork({ folder: newFolder() })).rejects.toThrow("it has ended");
}, 30_000);

test("in real time a fork works the same, at life's pace", async () => {
  const live = await startEmbeddedAws({ ...OPTIONS, folder: newFolder(), hostedZones: [], realTime: true });
  try {
    await live.clients.s3(REGION).send(new PutObjectCommand({ Bucket: "objects", Key: "key", Body: BYTES }));
    const made = await fork(live);
    expect(await bytesOf(made, "key")).toEqual([...BYTES]);
    expect(Math.abs(made.clock.now() - Date.now())).toBeLessThan(1_000);
  } finally {
    await live.stop();
  }
}, 30_000);
