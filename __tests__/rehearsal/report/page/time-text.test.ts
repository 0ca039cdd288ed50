import { durationText, sinceText } from "../../../../rehearsal/report/page/time-text";

it.each([
  [0, "0 s"],
  [77.123, "77.1 s"],
  [99.96, "100 s"],
  [599.9, "599.9 s"],
  [600, "10 min"],
  [725.4, "12 min 5 s"],
  [3_600, "1 h"],
  [14_460, "4 h 1 min"],
  [Number.POSITIVE_INFINITY, "never"],
])("says %d seconds as people do: %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

it.each([
  [0, "0 s"],
  [1_500, "+1.5 s"],
  [-15_000, "−15 s"],
  [-20, "0 s"],
  [900_000, "+15 min"],
])("says a moment %d ms after the disaster with its sign: %s", (at, text) => {
  expect(sinceText(at, 0)).toBe(text);
});
