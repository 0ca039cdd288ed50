import { Faults } from "../../../embedded-aws/faults";
import type { Schedule } from "../../../embedded-aws/schedules/deployed-schedules";
import { Schedules } from "../../../embedded-aws/schedules/schedules";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { collected } from "../deliveries/arrival-fixtures";
import { deployedSchedules, FUNCTION, REGION, scheduled } from "./deployed-schedule";

const MINUTE_MS = 60_000;
let clock: VirtualClock;
afterEach(() => clock.stop());

/** The scheduler at work. @param random of every number that is drawn */
function running(schedules: Schedule[], { random = 0, denied = [] }: { random?: number; denied?: string[] } = {}) {
  const failures: Error[] = [];
  clock = new VirtualClock(0, { onFailure: (error) => failures.push(error) });
  const faults = new Faults();
  const told = collected(() => clock.now());
  const parts = { ...deployedSchedules(schedules, denied), ...told, clock, faults, random: () => random };
  new Schedules({ ...parts, regions: [REGION] }).start();
  clock.start();
  return { ...told, faults, failures, at: () => told.invoked.map(({ at }) => at) };
}

test("a schedule begins with its start date and ends with its end date", async () => {
  const { at } = running([scheduled({ startsAt: 2 * MINUTE_MS, endsAt: 4 * MINUTE_MS })]);
  await clock.sleep(10 * MINUTE_MS);
  expect(at()).toEqual([2 * MINUTE_MS, 3 * MINUTE_MS, 4 * MINUTE_MS]);
});

test("a rate without a start date begins at a phase of its own", async () => {
  const { at } = running([scheduled({ expression: "rate(10 minutes)" })], { random: 0.5 });
  await clock.sleep(10 * MINUTE_MS);
  expect(at()).toEqual([5 * MINUTE_MS + MINUTE_MS / 2]);
});

test("a schedule that is changed is planned anew", async () => {
  const schedules = [scheduled({ startsAt: 0 })];
  const { at } = running(schedules);
  await clock.sleep(MINUTE_MS + 1);
  schedules[0] = scheduled({ startsAt: 0, expression: "rate(5 minutes)" });
  await clock.sleep(10 * MINUTE_MS);
  expect(at()).toEqual([0, 1, 5, 10].map((minutes) => minutes * MINUTE_MS));
});

test("a tick of a schedule that is removed while it is late does not come", async () => {
  const schedules = [scheduled({ startsAt: MINUTE_MS })];
  const { at, failures } = running(schedules, { random: 0.5 });
  await clock.sleep(MINUTE_MS + 1);
  schedules.length = 0;
  await clock.sleep(5 * MINUTE_MS);
  expect(at()).toEqual([]);
  expect(failures).toEqual([]);
});

test("a flexible time window spreads ticks over its minutes, after the precision", async () => {
  const { at } = running([scheduled({ expression: "at(1970-01-01T00:05:00)", windowMinutes: 10 })], { random: 0.5 });
  await clock.sleep(20 * MINUTE_MS);
  expect(at()).toEqual([(5 + 0.5 + 5) * MINUTE_MS]);
});

test("a fault delays ticks", async () => {
  const { at, faults } = running([scheduled({ expression: "at(1970-01-01T00:05:00)" })]);
  faults.disturbDeliveries(() => ({ kind: "late", milliseconds: 7_000 }));
  await clock.sleep(20 * MINUTE_MS);
  expect(at()).toEqual([5 * MINUTE_MS + 7_000]);
});

const elsewhere = (Arn: string) => ({ target: { ...scheduled().target, Arn } });
const queueIn = (region: string) => ({
  target: { ...scheduled().target, DeadLetterConfig: { Arn: `arn:aws:sqs:${region}:123456789012:dead` } },
});

test.each<[string, Partial<Schedule>, string[], string]>([
  [
    "an expression that is not known",
    { expression: "daily" },
    [],
    "Schedule tick has the expression daily in UTC, which",
  ],
  [
    "a target that is no function",
    elsewhere("arn:aws:sqs:us-east-1:123456789012:q"),
    [],
    "others than functions are not simulated. It has no dead-letter queue: the tick is dropped.",
  ],
  [
    "a function of another region",
    elsewhere(FUNCTION.replace(REGION, "us-west-2")),
    [],
    "calls a function in us-west-2: only its own region's can be called.",
  ],
  ["a function that does not exist", elsewhere(`${FUNCTION}-gone`), [], `${FUNCTION}-gone, which does not exist.`],
  [
    "a dead-letter queue of another region",
    queueIn("us-west-2"),
    ["lambda:InvokeFunction"],
    "is not in us-east-1: the tick is dropped.",
  ],
  [
    "a dead-letter queue into which the role may not send",
    queueIn(REGION),
    ["lambda:InvokeFunction", "sqs:SendMessage"],
    "does not allow sqs:SendMessage",
  ],
])("%s is told, and nobody is called", async (_, changed, denied, reason) => {
  const { at, reasons, failures } = running([scheduled({ startsAt: 0, ...changed })], { denied });
  await clock.sleep(MINUTE_MS / 2);
  expect(reasons()).toEqual([expect.stringContaining(reason)]);
  expect(at()).toEqual([]);
  expect(failures).toEqual([]);
});
