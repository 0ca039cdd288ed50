import { barsOf } from "../../../../../rehearsal/report/page/timeline/bars";
import { timeScale } from "../../../../../rehearsal/report/page/timeline/time-scale";
import { STRUCK, span } from "../sample-events";

const scale = timeScale({ from: STRUCK, to: STRUCK + 3_600_000, events: [] }, 360);

it("draws a span from its begin to its end, and one that went on to the edge", () => {
  const bars = barsOf([span(0, 600, "good", "primary"), span(600, undefined, "saved", "standby")], scale);
  expect(bars.map(({ left, width, row }) => [left, width, row])).toEqual([
    [0, 60, 0],
    [60, 300, 0],
  ]);
});

it("draws spans that last at the same time one below the other", () => {
  const bars = barsOf(
    [span(0, 1_200, "good", "a"), span(600, 1_800, "good", "b"), span(1_200, 2_400, "good", "c")],
    scale,
  );
  expect(bars.map(({ spans, row }) => [spans[0]!.label, row])).toEqual([
    ["a", 0],
    ["c", 0],
    ["b", 1],
  ]);
});

it("draws spans that nobody could tell apart as one, which goes to and fro", () => {
  const flaps = Array.from({ length: 50 }, (_, index) => span(index * 40, index * 40 + 20, "bad", "nobody"));
  const bars = barsOf([...flaps, span(2_000, 3_600, "good", "primary")], scale);
  expect(bars.map(({ spans, tone }) => [spans.length, tone])).toEqual([
    [50, "changing"],
    [1, "good"],
  ]);
});

it("shows a second in an hour, at the very end too", () => {
  const bars = barsOf([span(0, 1, "bad", "nobody"), span(3_599, 3_600, "bad", "nobody")], scale);
  for (const { left, width } of bars) {
    expect(width).toBeGreaterThanOrEqual(3);
    expect(left + width).toBeLessThanOrEqual(360);
  }
});
