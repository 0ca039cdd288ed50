import type { AlarmChange } from "../../../../embedded-aws/alarms/alarm-message";
import type { Invocation } from "../../../../embedded-aws/functions/invocation";
import { alarmLane } from "../../../../rehearsal/report/lanes/alarm-lane";
import { controllerLane } from "../../../../rehearsal/report/lanes/controller-lane";
import { dnsLane } from "../../../../rehearsal/report/lanes/dns-lane";
import { healthLane } from "../../../../rehearsal/report/lanes/health-lane";
import { lanesOf } from "../../../../rehearsal/report/lanes/lanes";
import { peopleLane } from "../../../../rehearsal/report/lanes/people-lane";
import { siteLane } from "../../../../rehearsal/report/lanes/site-lane";
import { usersLane } from "../../../../rehearsal/report/lanes/users-lane";
import { LANES, type Lane } from "../../../../rehearsal/report/report";
import { PRIMARY, STANDBY, served, unserved, witnessed } from "../witnessed";

/** Bars without their sentences. */
const bars = ({ spans }: Lane) => spans.map(({ from, to, tone, label }) => [from, to, tone, label]);

test("there is a lane of each kind, in the page's order", () => {
  expect(lanesOf(witnessed()).map(({ name }) => name)).toEqual(LANES);
});

describe("the users' lane", () => {
  test("has one bar for each place at which all of them are, and one while they differ", () => {
    const one = [served(PRIMARY, 500, 9_500), unserved(10_000, 20_000), served(STANDBY, 21_000, 59_000)];
    const other = [served(PRIMARY, 700, 11_700), unserved(12_000, 22_000), served(STANDBY, 24_000, 59_000)];
    expect(bars(usersLane(witnessed({ users: [one, other] })))).toEqual([
      [0, 10_000, "good", "primary"],
      [10_000, 12_000, "changing", "some"],
      [12_000, 21_000, "bad", "nobody"],
      [21_000, 24_000, "changing", "some"],
      [24_000, undefined, "saved", "standby"],
    ]);
  });

  test("says how many get no answer at the worst, and tells it from users at two sites", () => {
    const stay = [served(PRIMARY, 500, 59_000)];
    const lane = usersLane(witnessed({ users: [stay, [served(PRIMARY, 600, 900), unserved(1_600, 59_000)], stay] }));
    expect(lane.spans.at(-1)?.text).toBe("Some users get no answer: 1 of 3 at the worst.");
    const apart = usersLane(witnessed({ users: [stay, [served(STANDBY, 600, 59_000)]] }));
    expect(apart.spans.at(-1)).toMatchObject({ tone: "changing", label: "both" });
  });
});

test("the DNS lane tells name servers that contradict each other from such that agree", () => {
  const dns = [
    { at: 0, value: [PRIMARY, PRIMARY] },
    { at: 5_000, value: [PRIMARY, STANDBY] },
    { at: 6_000, value: [STANDBY, STANDBY] },
    { at: 7_000, value: [STANDBY, undefined] },
  ];
  expect(bars(dnsLane(witnessed({ dns })))).toEqual([
    [0, 5_000, "good", "primary"],
    [5_000, 6_000, "changing", "both"],
    [6_000, 7_000, "saved", "standby"],
    [7_000, undefined, "bad", "neither"],
  ]);
});

describe("the health checks' lane", () => {
  test("begins with the opposite of the first change", () => {
    const healthChanges = [{ id: "endpoint", at: 20_000, healthy: false, reason: "0 of 16" }];
    const lane = healthLane(witnessed({ healthChanges, endpointIsHealthy: false }));
    expect(bars(lane)).toEqual([
      [0, 20_000, "good", "healthy"],
      [20_000, undefined, "bad", "unhealthy"],
    ]);
    expect(lane.spans[1]?.text).toContain("0 of 16");
  });

  test("shows the checks that decide with it as moments, by what follows from them, and no other workload's", () => {
    const change = (id: string, at: number, healthy = false) => ({ id, at, healthy, reason: "1 of 2" });
    const healthChanges = [
      change("lock", 30_000),
      change("record", 40_000),
      change("another", 45_000),
      change("record", 50_000, true),
      change("lock", 55_000, true),
    ];
    const decidingChecks = new Map([["lock", "lock"] as const, ["record", "record"] as const]);
    const { moments } = healthLane(witnessed({ healthChanges, decidingChecks }));
    expect(moments.map(({ at, tone, label }) => [at, tone, label])).toEqual([
      [30_000, "saved", "Route 53 sees the lock"],
      [40_000, "saved", "Route 53 turns to the standby"],
      [50_000, "good", "Route 53 turns to the primary"],
      [55_000, "good", "Route 53 sees no lock"],
    ]);
    expect(moments[1]?.text).toContain("1 of 2");
  });
});

test("the alarm's lane shows the alarm on the primary's check as bars, and others as moments", () => {
  const change = (arn: string, from: string, to: string, at: number) =>
    ({ alarm: { arn, name: arn, region: "us-east-1" }, from, to, at, reason: "a reason" }) as unknown as AlarmChange;
  const lane = alarmLane(
    witnessed({
      primaryAlarm: { arn: "down", state: "ALARM" },
      alarmChanges: [change("down", "OK", "ALARM", 40_000), change("other", "OK", "INSUFFICIENT_DATA", 50_000)],
    }),
  );
  expect(bars(lane)).toEqual([
    [0, 40_000, "good", "OK"],
    [40_000, undefined, "bad", "ALARM"],
  ]);
  expect(lane.moments).toMatchObject([{ at: 50_000, tone: "idle", label: "other: INSUFFICIENT_DATA" }]);
});

describe("the controller's lane", () => {
  const run = (startedAt: number, endedAt: number, outcome: object = { kind: "result" }) =>
    ({ startedAt, endedAt, outcome }) as Invocation;

  test("makes one bar of runs at once, and names a run that failed", () => {
    const timeout = { kind: "timeout", afterSeconds: 90 };
    const lane = controllerLane(
      witnessed({ invocations: [run(1_000, 2_000), run(30_000, 40_000, timeout), run(35_000, 36_000)] }),
    );
    expect(bars(lane)).toEqual([
      [1_000, 2_000, "good", "looks"],
      [30_000, 40_000, "bad", "failed"],
    ]);
    expect(lane.spans[1]?.text).toContain("it ran out of its 90 s");
  });

  test("tells a run in an episode from one without, and shows what was recorded", () => {
    const events = [{ at: 20_000, what: "the standby serves" }];
    const episodes = [{ startedAt: 10_000, endedAt: 30_000, events }];
    const lane = controllerLane(witnessed({ episodes, invocations: [run(1_000, 2_000), run(15_000, 25_000)] }));
    expect(bars(lane).map(([, , tone]) => tone)).toEqual(["good", "changing"]);
    expect(lane.moments).toMatchObject([{ at: 20_000, tone: "saved", label: "the standby serves" }]);
  });

  test("takes a failback for good news, and a failure for bad", () => {
    const events = ["failed back", "the failback failed"].map((what) => ({ at: 20_000, what }));
    const lane = controllerLane(witnessed({ episodes: [{ startedAt: 10_000, endedAt: 30_000, events }] }));
    expect(lane.moments.map(({ tone }) => tone)).toEqual(["good", "bad"]);
  });
});

test("what was first looked at a second later begins with the scenario all the same", () => {
  const primary = [{ at: 900, value: "serves" as const }];
  expect(bars(siteLane("primary", witnessed({ primary })))).toEqual([[0, undefined, "good", "serves"]]);
});

test("a stopped standby waits, and a stopped primary is dead", () => {
  const stopped = [{ at: 0, value: "stopped" as const }];
  expect(bars(siteLane("standby", witnessed({ standby: stopped })))).toEqual([[0, undefined, "idle", "stopped"]]);
  expect(bars(siteLane("primary", witnessed({ primary: stopped })))).toEqual([[0, undefined, "bad", "stopped"]]);
});

test("bars end with the scenario, and begin with it", () => {
  const primary = [
    { at: -5_000, value: "serves" as const },
    { at: 30_000, value: "stopping" as const },
    { at: 70_000, value: "stopped" as const },
  ];
  expect(bars(siteLane("primary", witnessed({ primary })))).toEqual([
    [0, 30_000, "good", "serves"],
    [30_000, undefined, "changing", "stopping"],
  ]);
});

describe("people's lane", () => {
  const received = (subject: string) => {
    const messages = [{ at: 10_000, to: "ops@example.com", subject, body: "" }];
    return peopleLane(witnessed({ messages })).moments;
  };

  test("has a moment for each message, an alarm's without quotes and region", () => {
    expect(received('ALARM: "x" in us-east-1')).toEqual([
      { at: 10_000, tone: "bad", label: "ALARM: x", text: 'To ops@example.com: ALARM: "x" in us-east-1' },
    ]);
  });

  test("does not repeat the name of the workload whose lane it is", () => {
    expect(received("www: the standby serves")).toMatchObject([{ label: "the standby serves" }]);
    expect(received("shop: the standby serves")).toMatchObject([{ label: "shop: the standby serves" }]);
  });
});
