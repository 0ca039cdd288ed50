import { textWidth } from "../../../../../rehearsal/report/page/timeline/text-width";
import { ticksOf } from "../../../../../rehearsal/report/page/timeline/ticks";
import { timeScale } from "../../../../../rehearsal/report/page/timeline/time-scale";

const LETTERS = 12;
const labels = (from: number, to: number, width: number) =>
  ticksOf(timeScale({ from, to, events: [] }, width), 0, LETTERS).map(({ label }) => label);

it("counts in steps that people count in, from the disaster on", () => {
  expect(labels(-30_000, 90_000, 300)).toEqual(["−30 s", "0", "+30 s", "+60 s", "+90 s"]);
  expect(labels(0, 900_000, 300)).toEqual(["0", "+5 min", "+10 min", "+15 min"]);
  expect(labels(0, 4 * 3_600_000, 320)).toEqual(["0", "+1 h", "+2 h", "+3 h", "+4 h"]);
});

it("lets no label touch another where two scales meet, and keeps the disaster's", () => {
  const scale = timeScale(
    { from: -10_000, to: 600_000, focus: { from: -10_000, to: 63_000 }, events: [0, 1, 2, 3, 4, 5, 300_000] },
    320,
  );
  const ticks = ticksOf(scale, 0, LETTERS);
  expect(ticks.some(({ label }) => label === "0")).toBe(true);
  const ends = ticks.map(({ x, label, anchor }) => {
    const width = textWidth(label, LETTERS);
    const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return [left, left + width] as const;
  });
  for (const [index, [left]] of ends.entries()) if (index > 0) expect(left).toBeGreaterThan(ends[index - 1]![1]);
});
