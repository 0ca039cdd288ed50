import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded-aws/embedded-aws";
import { compareInventories } from "../../embedded-aws/inventory";
import { askOverUdp } from "./dns-question";
import { bytesOf, forking, instancesOf, REGION } from "./forking";
import { deployFunction, deployHealthCheck, deployInstance, deployRecords } from "./small-deployment";

const BYTES = Buffer.from([0, 1, 254, 255]);
const METRIC = { Namespace: "Own", MetricName: "Disk" };
const ALARM = "disk-full";
const { fork, accountOptions } = forking();
let parent: EmbeddedAws;
let running: { instanceId: string; address: string };
/** Stopped in the middle of its first boot. */
let stopped: { instanceId: string };

const listens = (aws: EmbeddedAws, instanceId: string) => () => aws.power.serviceOf(instanceId) === "listening";

beforeAll(async () => {
  parent = await startEmbeddedAws(accountOptions());
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
afterAll(() => parent?.stop());

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

/** When moto says that something was made now. */
async function stampOf(aws: EmbeddedAws): Promise<number> {
  const s3 = aws.clients.s3(REGION);
  await s3.send(new PutObjectCommand({ Bucket: "objects", Key: "stamp", Body: "x" }));
  return (await s3.send(new GetObjectCommand({ Bucket: "objects", Key: "stamp" }))).LastModified!.getTime();
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
