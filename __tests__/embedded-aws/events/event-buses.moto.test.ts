import { PutEventsCommand, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { prepareAccount } from "../../../embedded-aws/account";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { instanceStateChange } from "../../../embedded-aws/events/event";
import { EventBuses } from "../../../embedded-aws/events/event-buses";
import { diagnoseEventPath } from "../../../embedded-aws/events/event-path";
import { PutEventsCalls } from "../../../embedded-aws/events/put-events";
import { Faults } from "../../../embedded-aws/faults";
import { startGateway } from "../../../embedded-aws/gateway";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { collected, deployQueue, roles } from "../deliveries/arrival-fixtures";
import { arrivalsUnderFaults } from "../deliveries/disturbed-arrivals";
import { runningMoto } from "../running-moto";
import { deployFunction } from "../small-deployment";

const [HERE, THERE] = ["us-west-2", "us-east-1"];
const ACCOUNT = "123456789012";
const BUS_THERE = `arn:aws:events:${THERE}:${ACCOUNT}:event-bus/default`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/forward`;
const moto = runningMoto();
let clock: VirtualClock;
let made = 0;

beforeAll(() =>
  prepareAccount(moto.deployed, { regions: [], hostedZones: [], buckets: [{ name: "artifacts", region: THERE }] }),
);
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
afterEach(() => clock.stop());

/** EventBridge as this test's clock and faults have it. */
function running(denied: readonly string[] = []) {
  const faults = new Faults();
  const told = collected(() => clock.now());
  const { roleMay, asked } = roles(denied);
  const parts = { deployed: moto.deployed, state: new DeployedState(clock), roleMay };
  const buses = new EventBuses({ ...parts, clock, faults, random: () => 1, ...told });
  return { ...told, asked, faults, parts, buses };
}

async function deployRule(region: string, instanceId: string, target: Omit<Target, "Id">) {
  const Name = `rule-${made++}`;
  const EventPattern = JSON.stringify({ source: ["aws.ec2"], detail: { "instance-id": [instanceId] } });
  const events = moto.deployed.events(region);
  const { RuleArn } = await events.send(new PutRuleCommand({ Name, EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "1", ...target } as Target] }));
  return { name: Name, arn: RuleArn! };
}

/** A rule here that forwards to a rule there, which calls a function; all as it should be but for what a test changes. */
async function deployChain(changed: { forward?: Partial<Target>; call?: Partial<Target>; permit?: boolean } = {}) {
  const instanceId = `i-${made++}`;
  const name = `target-${made++}`;
  const { arn: functionArn } = await deployFunction(moto.deployed, THERE, { name, bucket: "artifacts", code: "" });
  const there = await deployRule(THERE, instanceId, { Arn: functionArn, ...changed.call });
  const here = await deployRule(HERE, instanceId, { Arn: BUS_THERE, RoleArn: ROLE, ...changed.forward });
  if (changed.permit !== false)
    await moto.deployed.lambda(THERE).send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: "events",
        Action: "lambda:InvokeFunction",
        Principal: "events.amazonaws.com",
        SourceArn: there.arn,
      }),
    );
  const event = instanceStateChange({ region: HERE, account: ACCOUNT, instanceId, state: "stopping", at: 0 });
  return { event, functionArn, here, there, path: { region: HERE, event, functionArn } };
}

test("an event is forwarded to another region's bus with the role, and calls the function as it was, half a second a rule", async () => {
  const { event, functionArn, here, there, path } = await deployChain();
  const { buses, invoked, deliveries, asked, parts } = running();
  buses.putEvent(HERE, event);
  await clock.sleep(2_000);
  expect(invoked).toEqual([{ functionArn, event, at: 1_000 }]);
  const source = { kind: "event", ruleArn: there.arn };
  expect(deliveries).toEqual([
    { source, target: functionArn, begunAt: 0, endedAt: 1_000, outcome: { kind: "delivered" } },
  ]);
  expect(asked).toEqual([
    [ROLE, { service: "events.amazonaws.com", action: "events:PutEvents", resource: BUS_THERE, sourceArn: here.arn }],
  ]);
  expect(await diagnoseEventPath(parts, path)).toEqual({ kind: "open" });
});

test("a forwarding rule without a role is dead, and the diagnosis says the same", async () => {
  const { event, here, path } = await deployChain({ forward: { RoleArn: undefined } });
  const { buses, invoked, reasons, parts } = running();
  buses.putEvent(HERE, event);
  await clock.sleep(2_000);
  const reason = `Rule ${here.name} in ${HERE} has no role with which to send to ${BUS_THERE}.`;
  expect(invoked).toEqual([]);
  expect(reasons()).toEqual([`${reason} It has no dead-letter queue: the event is dropped.`]);
  expect(await diagnoseEventPath(parts, path)).toEqual({ kind: "broken", reason });
});

test("what the role may not send, and what the function does not permit, are named", async () => {
  const chain = await deployChain();
  const denied = running(["events:PutEvents"]);
  denied.buses.putEvent(HERE, chain.event);
  const closed = await deployChain({ permit: false });
  const { buses, reasons, parts } = running();
  buses.putEvent(HERE, closed.event);
  await clock.sleep(2_000);
  expect(denied.reasons()[0]).toContain(`role ${ROLE} does not allow events:PutEvents on ${BUS_THERE}`);
  const reason = expect.stringContaining(
    `does not permit events.amazonaws.com to invoke it for rule ${closed.there.arn}`,
  );
  expect(reasons()).toEqual([reason]);
  expect(await diagnoseEventPath(parts, closed.path)).toEqual({ kind: "broken", reason });
});

test("what came from another bus goes to its functions, and never on to a third bus", async () => {
  const { event, functionArn } = await deployChain();
  const { "instance-id": instanceId } = event.detail as { "instance-id": string };
  const third = `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`;
  const onward = await deployRule(THERE, instanceId, { Arn: third, RoleArn: ROLE });
  const { buses, invoked, reasons } = running();
  buses.putEvent(HERE, event);
  await clock.sleep(5_000);
  expect(invoked).toEqual([{ functionArn, event, at: 1_000 }]);
  expect(reasons()).toContainEqual(
    expect.stringContaining(`Rule ${onward.name} in ${THERE} would send to ${third} what rule`),
  );
});

test("an event that no rule matches is named by the diagnosis", async () => {
  const { path } = await deployChain();
  const other = instanceStateChange({ region: HERE, account: ACCOUNT, instanceId: "i-other", state: "stopped", at: 0 });
  const diagnosis = await diagnoseEventPath(running().parts, { ...path, event: other });
  expect(diagnosis).toEqual({ kind: "broken", reason: expect.stringContaining(`No rule in ${HERE} matches EC2`) });
});

test("an event for a dark region is tried again until it is too old, and is then kept in the rule's queue", async () => {
  const queue = await deployQueue(moto.deployed, HERE, "events.amazonaws.com");
  const { event, here } = await deployChain({
    forward: { DeadLetterConfig: { Arn: queue.arn }, RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
  });
  const { buses, faults, deliveries, reasons } = running();
  faults.darken(THERE, "hang");
  buses.putEvent(HERE, event);
  await clock.sleep(120_000);
  expect(deliveries.map(({ endedAt }) => endedAt)).toEqual([60_500]);
  expect(reasons()[0]).toMatch(/us-east-1 is dark\. It is kept in/);
  expect(await queue.messages()).toEqual([
    {
      body: event,
      attributes: expect.objectContaining({
        RULE_ARN: here.arn,
        EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
      }),
    },
  ]);
});

test("an event goes on when the dark region returns in time, and none leaves a dark region", async () => {
  const { event } = await deployChain();
  const { buses, faults, invoked, reasons } = running();
  const lighten = faults.darken(THERE, "reset");
  buses.putEvent(HERE, event);
  await clock.sleep(10_000);
  lighten();
  await clock.sleep(20_000);
  expect(invoked).toHaveLength(1);
  faults.darken(HERE, "reset");
  buses.putEvent(HERE, event);
  await clock.sleep(2_000);
  expect(reasons().at(-1)).toContain(`${HERE} is dark`);
});

test("a queue that does not let EventBridge send keeps nothing, and says so", async () => {
  const queue = await deployQueue(moto.deployed, THERE);
  const { event } = await deployChain({ permit: false, call: { DeadLetterConfig: { Arn: queue.arn } } });
  const { buses, reasons } = running();
  buses.putEvent(HERE, event);
  await clock.sleep(2_000);
  expect(reasons()[0]).toContain(`The policy of queue ${queue.arn} does not let events.amazonaws.com send`);
});

test("a fault on a rule loses, doubles or delays its events", async () => {
  const { event, there } = await deployChain();
  const { buses, faults, invoked } = running();
  const arrivals = await arrivalsUnderFaults(
    { clock, faults, told: { invoked } },
    (source) => source.kind === "event" && source.ruleArn === there.arn,
    async () => buses.putEvent(HERE, event),
  );
  expect(arrivals).toEqual({ lost: [], doubled: [1_000, 1_000], late: [6_000] });
});

test("moto answers 500 to what a client puts on a bus with a function behind it; through the gateway it arrives", async () => {
  const { functionArn, event } = await deployChain();
  const { buses, invoked, parts } = running();
  const entry = { Source: "aws.ec2", DetailType: "mine", Detail: JSON.stringify(event.detail) };
  const put = new PutEventsCommand({ Entries: [entry, { ...entry, Detail: "no JSON" }] });
  await expect(moto.deployed.events(THERE).send(put)).rejects.toThrow();

  const answers = [new PutEventsCalls({ ...parts, clock, buses })];
  const gateway = await startGateway({ motoEndpoint: moto.endpoint, clock, answers });
  const clients = new AwsClients(gateway.endpoint, "TEST");
  const { FailedEntryCount, Entries } = await clients.events(THERE).send(put);
  await clock.sleep(2_000);
  clients.close();
  await gateway.stop();
  expect([FailedEntryCount, Entries?.[1]?.ErrorCode]).toEqual([1, "MalformedDetail"]);
  expect(invoked).toMatchObject([
    { functionArn, event: { id: Entries![0]!.EventId, account: ACCOUNT, region: THERE, detail: event.detail } },
  ]);
});
