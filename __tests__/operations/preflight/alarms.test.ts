import { alarmLines } from "../../../operations/preflight/alarms";
import type { Alarm } from "../../../operations/preflight/readings";
import { about, alarm, known, WELL } from "./well-deployed";

const [regional, global] = WELL.regions as [(typeof WELL.regions)[0], (typeof WELL.regions)[0]];
const globally = (...alarms: Alarm[]) =>
  alarmLines("us-east-1", { regions: [regional, { ...global, alarms: known(alarms) }] });
const ENDPOINT = "AWS/Route53 HealthCheckStatus";
const STANDBY_REGION = "AWS/Route53 TimeToFirstByte";
const WAKES = "the alarm on the primary";
const TELL = "the alarms in us-east-1";

test("an alarm on the primary that is gone, mute or without data is a failure", () => {
  expect(about(globally(), WAKES)).toMatch(/^failure: there is no alarm/);
  expect(about(globally(alarm(ENDPOINT, { acts: false })), WAKES)).toMatch(/^failure: the actions .* are disabled/);
  expect(about(globally(alarm(ENDPOINT, { state: "INSUFFICIENT_DATA" })), WAKES)).toMatch(/^failure: .*sees no data/);
});

test("an alarm on the primary that has gone off is a warning", () => {
  expect(about(globally(alarm(ENDPOINT, { state: "ALARM" })), WAKES)).toMatch(/^warning: .*find the primary down$/);
});

test("an alarm that tells nobody is a failure", () => {
  const mute = alarm(STANDBY_REGION, { acts: false });
  expect(about(globally(mute), TELL)).toBe("failure: without actions: the alarm on AWS/Route53 TimeToFirstByte");
  expect(about(globally(alarm(ENDPOINT)), TELL)).toBe("failure: there is none");
});

test("a standby region whose S3 answers no checker is a failure", () => {
  expect(about(globally(alarm(STANDBY_REGION, { state: "INSUFFICIENT_DATA" })), TELL)).toMatch(
    /^failure: .*has no data/,
  );
});

test("an alarm that has gone off is a warning", () => {
  expect(about(globally(alarm("AWS/SQS X", { state: "ALARM" })), TELL)).toBe(
    "warning: in ALARM: the alarm on AWS/SQS X",
  );
});

test("where the standby is in us-east-1, there is one region only", () => {
  const both = { ...global, alarms: known([alarm(ENDPOINT), alarm(STANDBY_REGION), alarm("AWS/Lambda Errors")]) };
  const lines = alarmLines("us-east-1", { regions: [both] });
  expect(lines.map(({ state }) => state)).toEqual(["ok", "ok"]);
});
