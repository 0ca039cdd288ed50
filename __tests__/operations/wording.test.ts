import { clockTime, duration, printable } from "../../operations/wording";

test("durations are as exact as a person reads them", () => {
  expect([0, 12_345, 119_900, 245_000, 12_000_000, 10 * 86_400_000, -5].map(duration)).toEqual([
    "0 s",
    "12.3 s",
    "119.9 s",
    "4 min 5 s",
    "3 h 20 min",
    "10 days",
    "0 s",
  ]);
});

test("times are UTC and say so", () => {
  expect(clockTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678))).toBe("2026-01-02 03:04:05 UTC");
});

test("text of others becomes one line without control characters", () => {
  expect(printable(" a\r\nb\u001b[31mc\u202e ")).toBe("a b [31mc");
});
