import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  type Target,
} from "@aws-sdk/client-scheduler";
import { prepareAccount } from "../../../embedded-aws/account";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { Faults } from "../../../embedded-aws/faults";
import { diagnoseSchedulePath } from "../../../embedded-aws/schedules/schedule-path";
import { type Lateness, Schedules } from "../../../embedded-aws/schedules/schedules";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { collected, deployQueue, roles } from "../deliveries/arrival-fixtures";
import { runningMoto } from "../running-moto";
import { deployFunction } from "../small-deployment";

const REGION = "us-east-1";
const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/tick`;
const HOUR_MS = 3_600_000;
const moto = runningMoto();
let clock: VirtualClock;
let functionArn: string;
let made = 0;

beforeAll(async () => {
  await prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: [],
    buckets: [{ name: "artifacts", region: REGION }],
  });
  functionArn = (await deployFunction(moto.deployed, REGION, { name: "target", bucket: "artifacts", code: "" })).arn;
});
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
const deployed: string[] = [];
const remove = (Name: string) => moto.deployed.scheduler(REGION).send(new DeleteScheduleCommand({ Name }));
afterEach(async () => {
  clock.stop();
  for (const name of deployed.splice(0)) await remove(name).catch(() => {});
});

async function deploySchedule(changed: Partial<CreateScheduleCommandInput> = {}, target: Partial<Target> = {}) {
  const Name = `schedule-${made++}`;
  const { ScheduleArn } = await moto.deployed.scheduler(REGION).send(
    new CreateScheduleCommand({
      Name,
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: functionArn, RoleArn: ROLE, Input: '{"tick":true}', ...target },
      ...changed,
    }),
  );
  deployed.push(Name);
  return { name: Name, arn: ScheduleArn! };
}

/** The scheduler as this test's clock has it; its random numbers go round through tenths. */
function running({ denied = [], lateness }: { denied?: readonly string[]; lateness?: Lateness } = {}) {
  let drawn = 0;
  const faults = new Faults();
  const told = collected(() => clock.now());
  const { roleMay, asked } = roles(denied);
  const state = new DeployedState(clock);
  const parts = { deployed: moto.deployed, state, roleMay };
  const random = () => (drawn++ % 10) / 10;
  new Schedules({ ...parts, clock, faults, random, regions: [REGION], lateness, ...told }).start();
  return { ...told, asked, faults, parts, state };
}

const diagnose = (parts: ReturnType<typeof running>["parts"], of = functionArn) =>
  diagnoseSchedulePath(parts, { functionArn: of, regions: [REGION], now: clock.now() });

test("a schedule of one a minute ticks sixty times an hour, each tick less than a minute late, with role and input", async () => {
  const { arn } = await deploySchedule();
  const { invoked, deliveries, asked, parts } = running();
  await clock.sleep(HOUR_MS);
  expect(invoked.length).toBeGreaterThanOrEqual(59);
  expect(invoked.length).toBeLessThanOrEqual(61);
  expect(invoked[0]).toMatchObject({ functionArn, event: { tick: true } });
  const late = deliveries.map(({ begunAt, endedAt }) => endedAt - begunAt);
  expect(Math.max(...late)).toBeLessThan(60_000);
  expect(new Set(late).size).toBeGreaterThan(5);
  expect(deliveries[0]).toMatchObject({ source: { kind: "schedule", arn }, outcome: { kind: "delivered" } });
  expect(asked[0]).toEqual([
    ROLE,
    {
      service: "scheduler.amazonaws.com",
      action: "lambda:InvokeFunction",
      resource: functionArn,
      sourceArn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/default`,
    },
  ]);
  expect(await diagnose(parts)).toEqual({ kind: "open" });
});

test("lateness drawn once for a schedule keeps the interval", async () => {
  await deploySchedule();
  const { invoked } = running({ lateness: "each schedule" });
  await clock.sleep(600_000);
  const gaps = invoked.slice(1).map(({ at }, index) => at - invoked[index]!.at);
  expect(new Set(gaps)).toEqual(new Set([60_000]));
});

test("a schedule that is made later begins, and one that is removed ends", async () => {
  const { invoked, state } = running();
  await clock.sleep(60_000);
  const { name } = await clock.hold("deploying", () => deploySchedule());
  state.changed("scheduler");
  await clock.sleep(600_000);
  const before = invoked.length;
  expect(before).toBeGreaterThanOrEqual(8);
  await clock.hold("removing", () => remove(name));
  state.changed("scheduler");
  await clock.sleep(600_000);
  expect(invoked).toHaveLength(before);
});

test("a one-time schedule ticks once within its flexible window, and a disabled one never", async () => {
  await deploySchedule({
    ScheduleExpression: "at(1970-01-01T00:05:00)",
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 10 },
  });
  await deploySchedule({ State: "DISABLED" });
  const { invoked } = running();
  await clock.sleep(HOUR_MS);
  expect(invoked).toHaveLength(1);
  expect(invoked[0]!.at).toBeGreaterThanOrEqual(300_000);
  expect(invoked[0]!.at).toBeLessThan(300_000 + 660_000);
});

test("a role that may not call is named, and its ticks are kept in the queue with the schedule's ARN", async () => {
  const queue = await deployQueue(moto.deployed, REGION);
  const { arn } = await deploySchedule({}, { DeadLetterConfig: { Arn: queue.arn } });
  const { invoked, reasons, parts } = running({ denied: ["lambda:InvokeFunction"] });
  await clock.sleep(150_000);
  expect(invoked).toEqual([]);
  expect(reasons()[0]).toMatch(/role .*tick does not allow lambda:InvokeFunction on .* It is kept in/);
  expect(await queue.messages()).toContainEqual({
    body: { tick: true },
    attributes: expect.objectContaining({
      SCHEDULE_ARN: arn,
      ERROR_CODE: "AccessDeniedException",
      RETRY_ATTEMPTS: "0",
    }),
  });
  expect(await diagnose(parts)).toEqual({ kind: "broken", reason: expect.stringContaining("does not allow") });
});

test("nothing ticks in a dark region, and faults lose and double ticks", async () => {
  await deploySchedule();
  const { invoked, faults, reasons } = running();
  const lighten = faults.darken(REGION, "hang");
  await clock.sleep(300_000);
  expect(invoked).toEqual([]);
  expect(reasons()[0]).toContain(`${REGION} is dark`);
  lighten();
  const restore = faults.disturbDeliveries(() => ({ kind: "lost" }));
  await clock.sleep(300_000);
  expect(invoked).toEqual([]);
  restore();
  faults.disturbDeliveries(() => ({ kind: "doubled" }));
  await clock.sleep(300_000);
  expect(invoked.length).toBeGreaterThanOrEqual(8);
  expect(invoked.length % 2).toBe(0);
});

test("the diagnosis names a missing, a disabled, an ended and an unknown schedule", async () => {
  const { parts, state } = running();
  const reasonAfter = async (changed: Partial<CreateScheduleCommandInput>) => {
    const { name } = await clock.hold("deploying", () => deploySchedule(changed));
    state.changed("scheduler");
    const diagnosis = await diagnose(parts);
    await clock.hold("removing", () => remove(name));
    state.changed("scheduler");
    return diagnosis;
  };
  expect(await diagnose(parts)).toEqual({ kind: "broken", reason: `No schedule in ${REGION} calls ${functionArn}.` });
  expect(await reasonAfter({ State: "DISABLED" })).toMatchObject({ reason: expect.stringContaining("is disabled") });
  expect(await reasonAfter({ ScheduleExpression: "at(1969-01-01T00:00:00)" })).toMatchObject({
    reason: expect.stringContaining("has ended"),
  });
  expect(await reasonAfter({ ScheduleExpression: "cron(0 0 L * ? *)" })).toMatchObject({
    reason: expect.stringContaining("It knows rate("),
  });
});
