import { markPlaces } from "../../../../../rehearsal/report/page/recovery-time/mark-places";

const WIDTH = 300;
const steep = Array.from({ length: 100 }, (_, second) => ({ x: second * 3, y: second < 40 ? 200 : 0 }));

it("puts a curve's number in its middle, even where it is steep", () => {
  const [place] = markPlaces([steep], WIDTH);
  expect(place!.y).toBeCloseTo(100, -1);
  expect(place!.x).toBeGreaterThan(117);
  expect(place!.x).toBeLessThan(120.1);
});

it("keeps the numbers of curves that are the same apart", () => {
  const places = markPlaces([steep, steep, steep], WIDTH);
  for (const [index, place] of places.entries())
    for (const other of places.slice(index + 1))
      expect(Math.hypot(place!.x - other!.x, place!.y - other!.y)).toBeGreaterThanOrEqual(18);
});

it("has no number for a curve that lies outside of the drawing", () => {
  expect(markPlaces([[{ x: 500, y: 10 }]], WIDTH)).toEqual([undefined]);
});
