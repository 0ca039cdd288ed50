import { scheduleNames } from "../../contract/schedules";
import { nextDue, parseTimetable, type Timetable } from "../../embedded-aws/schedules/timetable";
import { seededRandom } from "../../embedded-aws/seeded-random";
import { LONGEST_WAIT, noTickWithin } from "../../estimate/waiting";

test("a tick is waited for as long as the schedules' own timetable says, with each tick late by itself", () => {
  const random = seededRandom(1);
  const everyMinute = parseTimetable("tick", "rate(1 minute)", "UTC") as Timetable;
  const WAITS = 5_000;
  const waits = Array.from({ length: WAITS }, () => {
    const disaster = 300_000 + random() * 60_000;
    let first = Number.POSITIVE_INFINITY;
    for (let dueAt = nextDue(everyMinute, 0, -1)!; dueAt < 600_000; dueAt = nextDue(everyMinute, 0, dueAt)!)
      for (const _name of scheduleNames("any")) {
        const comesAt = dueAt + random() * 60_000;
        if (comesAt > disaster) first = Math.min(first, comesAt - disaster);
      }
    return first / 1_000;
  });
  for (const seconds of [0, 10, 30, 60, 80, 95, 110]) {
    const share = waits.filter((wait) => wait > seconds).length / WAITS;
    expect(Math.abs(noTickWithin(seconds) - share)).toBeLessThan(0.02);
  }
});

test("nobody waits for longer than a minute and a minute's precision", () => {
  expect(noTickWithin(LONGEST_WAIT)).toBeCloseTo(0, 12);
  expect(noTickWithin(LONGEST_WAIT - 10)).toBeGreaterThan(0);
});
