import { nextDue, parseTimetable } from "../../../embedded-aws/schedules/timetable";

const at = (text: string) => Date.parse(`${text}Z`);

function next(expression: string, after: string): string | undefined {
  const timetable = parseTimetable("s", expression, "UTC");
  if (timetable.kind === "unsupported") throw new Error(timetable.reason);
  const due = nextDue(timetable, at("2025-01-01T00:00:00"), at(after));
  return due === undefined ? undefined : new Date(due).toISOString().slice(0, 19);
}

test.each([
  ["rate(1 minute)", "2025-01-01T00:00:00", "2025-01-01T00:01:00"],
  ["rate(5 minutes)", "2025-01-01T00:07:00", "2025-01-01T00:10:00"],
  ["rate(12 hours)", "2025-01-01T13:00:00", "2025-01-02T00:00:00"],
  ["rate(1 day)", "2024-12-31T00:00:00", "2025-01-01T00:00:00"],
  ["rate(2 days)", "2025-01-02T00:00:00", "2025-01-03T00:00:00"],
  ["rate(1 day)", "2024-12-30T12:00:00", "2025-01-01T00:00:00"],
  ["cron(15 10 * * ? *)", "2025-03-01T10:15:00", "2025-03-02T10:15:00"],
  ["cron(0/15 8-17 ? * MON-FRI *)", "2025-03-07T17:50:00", "2025-03-10T08:00:00"],
  ["cron(0 0 1 JAN,JUL ? *)", "2025-01-01T00:00:00", "2025-07-01T00:00:00"],
  ["cron(0 9 29 2 ? *)", "2025-01-01T00:00:00", "2028-02-29T09:00:00"],
  ["cron(30 6 ? * 1 2026)", "2025-01-01T00:00:00", "2026-01-04T06:30:00"],
  ["cron(5/20 * * * ? *)", "2025-03-01T10:05:00", "2025-03-01T10:25:00"],
  ["cron(0 8 ? * mon *)", "2025-03-07T00:00:00", "2025-03-10T08:00:00"],
  ["at(2025-05-05T05:05:05)", "2025-01-01T00:00:00", "2025-05-05T05:05:05"],
])("%s after %s is due at %s", (expression, after, due) => {
  expect(next(expression, after)).toBe(due);
});

test("what is over is never due again", () => {
  expect(next("at(2025-05-05T05:05:05)", "2025-05-05T05:05:05")).toBeUndefined();
  expect(next("cron(0 0 1 1 ? 2025)", "2025-01-01T00:00:00")).toBeUndefined();
});

test.each([
  "rate(30 seconds)",
  "cron(0 0 L * ? *)",
  "cron(0 0 1 1 1 *)",
  "cron(60 0 ? * * *)",
  "cron(0 24 * * ? *)",
  "cron(0 0 0 * ? *)",
  "cron(0 0 1 13 ? *)",
  "cron(0 0 1 1 ? 1969)",
  "cron(0 0 * * ? * *)",
  "cron(1-2-3 0 * * ? *)",
  "cron(0 17-8 * * ? *)",
  "cron(1e1 0 * * ? *)",
  "rate(0 minutes)",
  "daily",
  "at(tomorrow)",
])("%s is refused with the schedule's name and what is supported", (expression) => {
  const timetable = parseTimetable("nightly", expression, "UTC");
  expect(timetable).toMatchObject({ kind: "unsupported", reason: expect.stringMatching(/nightly.*rate\(N minutes/) });
});

test("a time zone other than UTC is refused, but not for a rate, which needs none", () => {
  expect(parseTimetable("s", "cron(0 0 ? * * *)", "Europe/Berlin").kind).toBe("unsupported");
  expect(parseTimetable("s", "rate(1 hour)", "Europe/Berlin").kind).toBe("rate");
});
