import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeAlarmsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { prepareAccount } from "../../../embedded-aws/account";
import type { AlarmChange } from "../../../embedded-aws/alarms/alarm-message";
import { Alarms } from "../../../embedded-aws/alarms/alarms";
import { EVALUATION_DELAY_MS } from "../../../embedded-aws/alarms/evaluate-alarm";
import { Metrics } from "../../../embedded-aws/alarms/metrics";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { Faults } from "../../../embedded-aws/faults";
import { type Gateway, startGateway } from "../../../embedded-aws/gateway";
import { Messages } from "../../../embedded-aws/messages/messages";
import { PublishCalls } from "../../../embedded-aws/messages/publish-calls";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { temporaryFolder } from "../../temporary-folder";
import { collected } from "../deliveries/arrival-fixtures";
import { arrivalsUnderFaults } from "../deliveries/disturbed-arrivals";
import { deployHealthAlarm, deploySubscribedFunction } from "../messages/topic-fixtures";
import { runningMoto } from "../running-moto";

const [HOME, OTHER] = ["us-east-1", "us-west-2"] as const;
const MINUTE = 60_000;
/** Alarms are evaluated in the middle between two values. */
const PHASE = 0.5;
const moto = runningMoto();
const folder = temporaryFolder();
let clock: VirtualClock;
let faults: Faults;
let metrics: Metrics;
let alarms: Alarms;
let messages: Messages;
let told: ReturnType<typeof collected>;
let changes: AlarmChange[];
let failures: Error[];
let gateway: Gateway;
let clients: AwsClients;
let written: string;
let made = 0;

beforeAll(() =>
  prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: [],
    buckets: [{ name: `artifacts-${HOME}`, region: HOME }],
  }),
);
beforeEach(async () => {
  clock = new VirtualClock(0);
  faults = new Faults();
  told = collected(() => clock.now());
  changes = [];
  failures = [];
  written = join(folder, String(made++));
  const state = new DeployedState(clock);
  const onFailure = (error: Error) => void failures.push(error);
  const parts = { clock, state, faults, deployed: moto.deployed, onFailure, onDelivery: told.onDelivery };
  metrics = new Metrics(parts);
  messages = new Messages({ ...parts, folder: written, random: () => 0, invokeLater: told.invokeLater });
  alarms = new Alarms({
    ...{ ...parts, metrics, regions: [HOME, OTHER], random: () => PHASE },
    ...{ publish: messages.publish, onChange: (change) => void changes.push(change) },
  });
  gateway = await startGateway({ motoEndpoint: moto.endpoint, clock, state, answers: [new PublishCalls(messages)] });
  gateway.onCall(metrics.onCall);
  gateway.onCall(alarms.onCall);
  clients = new AwsClients(gateway.endpoint, "TEST");
});
afterEach(async () => {
  alarms.stop();
  clients.close();
  await gateway.stop();
  clock.stop();
  expect(failures).toEqual([]);
});

/** An alarm that a test has for itself, with a function and a person behind its topic. */
async function deployChain(region: string = HOME) {
  const target = await deploySubscribedFunction(moto.deployed, HOME);
  const { topicArn: TopicArn } = target;
  const Endpoint = "oncall@example.com";
  await moto.deployed.sns(HOME).send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
  const healthCheckId = `check-${made++}`;
  const alarmArn = await deployHealthAlarm(clients, region, { healthCheckId, topicArn: TopicArn });
  const alarmName = alarmArn.split(":alarm:")[1]!;
  const put = (value: number) =>
    metrics.put({
      region: HOME,
      namespace: "AWS/Route53",
      name: "HealthCheckStatus",
      dimensions: { HealthCheckId: healthCheckId },
      value,
      at: clock.now(),
    });
  const turns = () => changes.filter(({ alarm }) => alarm.arn === alarmArn).map(({ to }) => to);
  const shown = async () => {
    const { MetricAlarms } = await clients
      .cloudWatch(region)
      .send(new DescribeAlarmsCommand({ AlarmNames: [alarmName] }));
    return MetricAlarms?.[0]?.StateValue;
  };
  return { ...target, healthCheckId, alarmArn, alarmName, put, turns, shown };
}

/** The metric has this value once a minute. */
async function minutesOf(put: (value: number) => void, value: number, minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    put(value);
    await clock.sleep(MINUTE);
  }
}

/** Held, since this client does not live in AWS time. */
async function setByHand(AlarmName: string, StateValue: "ALARM" | "OK") {
  const set = new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "by hand" });
  await clock.hold("a test's call", () => clients.cloudWatch(HOME).send(set));
}

test("a failing check's metric sets the alarm off within three minutes, once, and its message reaches the function and a person", async () => {
  const { put, turns, shown, alarmArn, alarmName, topicArn, functionArn } = await deployChain();
  clock.start();
  await minutesOf(put, 1, 3);
  expect(turns()).toEqual(["OK"]);
  const failedAt = clock.now();
  await minutesOf(put, 0, 5);
  await messages.settled();

  expect(turns()).toEqual(["OK", "ALARM"]);
  expect(await shown()).toBe("ALARM");
  const { at } = changes.find(({ to }) => to === "ALARM")!;
  expect(at - failedAt).toBeGreaterThanOrEqual(MINUTE + EVALUATION_DELAY_MS);
  expect(at - failedAt).toBeLessThanOrEqual(3 * MINUTE);
  const source = { kind: "alarm", arn: alarmArn };
  expect(told.deliveries).toEqual([
    { source, target: functionArn, begunAt: at, endedAt: at + 300, outcome: { kind: "delivered" } },
  ]);
  const event = told.invoked[0]!.event as { Records: { Sns: Record<string, string> }[] };
  const sns = event.Records[0]!.Sns;
  expect(sns).toMatchObject({ TopicArn: topicArn, Subject: `ALARM: "${alarmName}" in us-east-1` });
  expect(JSON.parse(sns.Message!)).toMatchObject({
    AlarmName: alarmName,
    AWSAccountId: "123456789012",
    NewStateValue: "ALARM",
    OldStateValue: "OK",
    StateChangeTime: new Date(at).toISOString().replace("Z", "+0000"),
    Trigger: { MetricName: "HealthCheckStatus", Statistic: "MINIMUM", Threshold: 1 },
  });
  const [file, ...others] = readdirSync(written);
  expect([file, others]).toEqual(["0001-email_oncall@example.com.txt", []]);
  const letter = readFileSync(join(written, file!), "utf8");
  expect(letter).toContain(`To: email oncall@example.com\nTopic: ${topicArn}\nSubject: ALARM: "${alarmName}"`);
  expect(letter).toContain("OK -> ALARM");
});

test("an alarm in another region than the metric has no data, and nobody is called", async () => {
  const { put, turns, shown } = await deployChain(OTHER);
  clock.start();
  await minutesOf(put, 0, 5);
  expect(turns()).toEqual([]);
  expect(await shown()).toBe("INSUFFICIENT_DATA");
  expect(told.invoked).toEqual([]);
});

test("an alarm that acts on the end of its data waits for them to begin, and tells once, when three minutes and two besides are missing", async () => {
  const { put, turns, healthCheckId, topicArn, alarmName } = await deployChain();
  const changed = { AlarmName: alarmName, EvaluationPeriods: 3, InsufficientDataActions: [topicArn] };
  await deployHealthAlarm(clients, HOME, { healthCheckId, topicArn, changed });
  clock.start();
  await clock.sleep(10 * MINUTE);
  await minutesOf(put, 1, 3);
  expect([turns(), told.invoked]).toEqual([["OK"], []]);
  const silentSince = clock.now();
  await clock.sleep(20 * MINUTE);
  await messages.settled();
  expect(turns()).toEqual(["OK", "INSUFFICIENT_DATA"]);
  expect(told.invoked).toHaveLength(1);
  const { at } = changes.find(({ to }) => to === "INSUFFICIENT_DATA")!;
  expect(at - silentSince).toBeGreaterThan(5 * MINUTE);
  expect(at - silentSince).toBeLessThan(7 * MINUTE);
});

test("an alarm set by hand acts, until the next evaluation, and an alarm that is put again keeps its state", async () => {
  const { put, turns, shown, alarmName, healthCheckId, topicArn } = await deployChain();
  clock.start();
  await minutesOf(put, 1, 3);
  await setByHand(alarmName, "ALARM");
  await setByHand(alarmName, "ALARM");
  expect(turns()).toEqual(["OK", "ALARM"]);
  await clock.hold("a test's deployment", () =>
    deployHealthAlarm(clients, HOME, { healthCheckId, topicArn, changed: { AlarmName: alarmName } }),
  );
  await clock.sleep(1_000);
  expect(await shown()).toBe("ALARM");
  expect(told.invoked).toHaveLength(1);
  await minutesOf(put, 1, 1);
  expect(turns()).toEqual(["OK", "ALARM", "OK"]);
});

test("a fault on an alarm loses, doubles or delays its message, and none leaves a dark region", async () => {
  const { turns, alarmArn, alarmName } = await deployChain();
  clock.start();
  await clock.sleep(1_000);
  const turn = (state: "ALARM" | "OK") => setByHand(alarmName, state);
  const arrivals = await arrivalsUnderFaults(
    { clock, faults, told },
    (source) => source.kind === "alarm" && source.arn === alarmArn,
    async () => {
      await turn("OK");
      await turn("ALARM");
    },
  );
  expect(arrivals).toEqual({ lost: [], doubled: [300, 300], late: [5_300] });
  await turn("OK");
  expect(turns()).toEqual(["OK", "ALARM", "OK", "ALARM", "OK", "ALARM", "OK"]);
  told.invoked.length = 0;
  await turn("ALARM");
  faults.darken(HOME, "hang");
  await clock.sleep(10_000);
  expect(told.invoked).toEqual([]);
});
