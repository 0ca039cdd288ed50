import { Luck } from "../../../estimate/distribution/luck";
import { RANGES } from "../../../estimate/ranges";

test("the same seed, draw and name are the same luck, whoever asks first", () => {
  const one = new Luck(1, 7);
  const other = new Luck(1, 7);
  one.within(RANGES.pending);
  expect(one.within(RANGES.apiCall)).toBe(other.within(RANGES.apiCall));
  expect(one.within(RANGES.pending)).toBe(other.within(RANGES.pending));
});

test("another seed, another draw and another name are other luck", () => {
  const first = (seed: number, draw: number, name: string) => new Luck(seed, draw).stream(name)();
  const all = [first(1, 7, "one"), first(2, 7, "one"), first(1, 8, "one"), first(1, 7, "two")];
  expect(new Set(all).size).toBe(all.length);
});

test("ranges are drawn from evenly, from end to end", () => {
  const DRAWS = 2_000;
  const { from, to } = RANGES.stopping;
  const drawn = Array.from({ length: DRAWS }, (_, draw) => new Luck(1, draw).within(RANGES.stopping));
  const share = (part: number) => drawn.filter((value) => value < from + part * (to - from)).length / DRAWS;
  for (const part of [0.1, 0.5, 0.9]) expect(Math.abs(share(part) - part)).toBeLessThan(0.03);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(from);
  expect(Math.max(...drawn)).toBeLessThan(to);
});

test("what two things have drawn has nothing to do with each other", () => {
  const pairs = Array.from({ length: 2_000 }, (_, draw) => {
    const luck = new Luck(1, draw);
    return [luck.stream("one")() - 0.5, luck.stream("two")() - 0.5] as const;
  });
  const covariance = pairs.reduce((sum, [one, two]) => sum + one * two, 0) / pairs.length;
  expect(Math.abs(covariance)).toBeLessThan(0.01);
});
