import { controllerLines } from "../../../operations/preflight/controller";
import type { Alarm, Readings, Schedule } from "../../../operations/preflight/readings";
import { about, alarm, DAY, DEPLOYMENT, known, NOW, UNREAD, WELL } from "./well-deployed";

const lines = (change: Partial<Readings>, deployment = DEPLOYMENT) =>
  controllerLines(deployment, { ...WELL, ...change });
const withAlarms = (alarms: Alarm[]) => lines({ regions: [{ ...WELL.regions[0]!, alarms: known(alarms) }] });
const wakes = { enabled: true, expression: "rate(1 minute)", targetArn: DEPLOYMENT.functionArn };
const FIRST = { ...wakes, name: "pilot-light-web" };
const SECOND = { ...wakes, name: "pilot-light-web.second" };
const memory = { version: 2, firstSeenAt: 0, told: [], armedAt: 1, provenStandby: "i-standby" } as const;
const remembering = (more: object) => lines({ memory: known({ ...memory, told: [], ...more }) });

test("a schedule that is gone, disabled, slower, or wakes another function is a failure, whichever it is", () => {
  const line = (...schedules: Schedule[]) =>
    about(lines({ schedules: known(schedules) }), "the schedules that wake the controller");
  expect(line(FIRST, SECOND)).toBe("ok: pilot-light-web and pilot-light-web.second, rate(1 minute)");
  expect(line()).toBe(
    "failure: the schedule pilot-light-web is not there; the schedule pilot-light-web.second is not there",
  );
  expect(line({ ...FIRST, enabled: false }, SECOND)).toBe("failure: the schedule pilot-light-web is disabled");
  expect(line(FIRST, { ...SECOND, expression: "rate(1 hour)" })).toBe(
    "failure: the schedule pilot-light-web.second says rate(1 hour), not rate(1 minute)",
  );
  expect(line(FIRST, { ...SECOND, targetArn: "arn:other" })).toBe(
    "failure: the schedule pilot-light-web.second wakes arn:other, not the controller",
  );
});

test("a controller that nobody has called for five minutes is a failure, and so is the loss of the alarm that counts", () => {
  const title = "the controller's ticks";
  const silent = alarm("AWS/Lambda Invocations", { state: "INSUFFICIENT_DATA" });
  expect(about(withAlarms([silent]), title)).toMatch(
    /^failure: .*nothing has called pilot-light-web for five minutes$/,
  );
  expect(about(withAlarms([]), title)).toBe("failure: there is no alarm on its silence");
});

test("a controller that fails is a failure", () => {
  const title = "the controller's errors";
  const line = (state: string) => about(withAlarms([alarm("AWS/Lambda Errors", { state })]), title);
  expect(line("ALARM")).toMatch(/^failure: .*fails in three of five minutes$/);
  expect(line("INSUFFICIENT_DATA")).toMatch(/^unknown: .*no data yet$/);
  expect(about(withAlarms([]), title)).toMatch(/^failure/);
});

test("a runtime near its end is a warning, and one that nobody knows is unknown", () => {
  const line = (runtime: string, at = NOW) =>
    about(lines({ at }, { ...DEPLOYMENT, runtime }), "the controller's runtime");
  expect(line("nodejs22.x")).toBe("ok: nodejs22.x, until 2027-04-30");
  expect(line("nodejs22.x", Date.UTC(2027, 3, 1))).toBe("warning: nodejs22.x will be deprecated on 2027-04-30");
  expect(line("nodejs20.x")).toBe("warning: nodejs20.x is deprecated since 2026-04-30");
  expect(line("nodejs30.x")).toBe("unknown: the end of nodejs30.x is not known to this version");
});

test("a controller without a memory is a failure; an unreadable one, such as a newer contract's, is unknown", () => {
  const title = "the controller's memory";
  expect(about(lines({ memory: known(undefined) }), title)).toMatch(/^failure: it has no memory/);
  expect(about(lines({ memory: UNREAD }), title)).toMatch(/^unknown/);
  expect(about(lines({}), title)).toBe("ok: contract version 2 in the function, 2 in its memory");
});

test("a controller that is not armed is a failure", () => {
  expect(about(remembering({ armedAt: undefined }), "the protection")).toMatch(/^failure/);
});

test("a standby that has never served is a warning, also where another one has", () => {
  expect(about(remembering({ provenStandby: "i-replaced" }), "the standby's proof")).toMatch(/^warning/);
});

test("maintenance, an open episode and a command under way are warnings", () => {
  const title = "the controller's mode";
  const maintenance = { since: NOW, until: NOW + DAY, reason: "patching", standby: "running" };
  expect(about(remembering({ maintenance }), title)).toBe(
    "warning: maintenance is on until 2026-06-02 12:00:00 UTC (patching)",
  );
  expect(about(remembering({ maintenance: { ...maintenance, until: NOW } }), title)).toMatch(/^ok/);
  expect(about(remembering({ episode: { kind: "failover", startedAt: NOW } }), title)).toMatch(/^warning: an episode/);
  expect(about(remembering({ order: { do: "failback" } }), title)).toBe("warning: a failback is under way");
});
