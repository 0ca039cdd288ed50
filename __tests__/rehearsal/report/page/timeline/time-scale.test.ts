import { timeScale } from "../../../../../rehearsal/report/page/timeline/time-scale";

const WIDTH = 1_000;
const extent = { from: 0, to: 1_000, focus: { from: 100, to: 200 } };

it("has one scale where as much happens at any time", () => {
  const scale = timeScale({ ...extent, events: Array.from({ length: 100 }, (_, index) => index * 10 + 5) }, WIDTH);
  expect(scale.enlarged).toBeUndefined();
  expect([0, 250, 1_000].map((at) => scale.x(at))).toEqual([0, 250, WIDTH]);
});

it("enlarges the answer to a disaster where most of it happens then, and says how much", () => {
  const scale = timeScale({ ...extent, events: [0, 110, 120, 130, 140, 500, 1_000] }, WIDTH);
  const inside = scale.x(200) - scale.x(100);
  expect(inside).toBeGreaterThan(WIDTH / 2);
  expect(scale.enlarged?.factor).toBeCloseTo(inside / 100 / ((WIDTH - inside) / 900), 6);
});

it("draws before and after on one scale, without a gap", () => {
  const scale = timeScale({ ...extent, events: [110, 120, 130] }, WIDTH);
  expect(scale.x(50) / 50).toBeCloseTo((WIDTH - scale.x(900)) / 100, 6);
  expect(scale.x(200 - 1e-9)).toBeCloseTo(scale.x(200), 4);
  expect(scale.x(1_000)).toBe(WIDTH);
});

it("is linear without a disaster, and where the answer took all of the time", () => {
  expect(timeScale({ from: 0, to: 1_000, events: [] }, WIDTH).enlarged).toBeUndefined();
  expect(timeScale({ ...extent, focus: { from: 0, to: 1_000 }, events: [5] }, WIDTH).enlarged).toBeUndefined();
  expect(timeScale({ ...extent, focus: { from: 50, to: 1_000 }, events: [60, 70] }, WIDTH).enlarged).toBeUndefined();
});
