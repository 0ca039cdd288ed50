import { densityOfSum, meanOfFirst, sumAtMost } from "../../estimate/uniform";

const one = { from: 5, to: 12 };
const other = { from: 21, to: 30 };

test("a sum of two is nowhere below both least and nowhere above both most, and half of them are below the middle", () => {
  expect(sumAtMost(one, other, 26)).toBe(0);
  expect(sumAtMost(one, other, 42)).toBeCloseTo(1, 12);
  expect(sumAtMost(one, other, 60)).toBeCloseTo(1, 12);
  expect(sumAtMost(one, other, 34)).toBeCloseTo(0.5, 12);
});

test("the density of sums is how fast their share grows", () => {
  for (const sum of [27, 31, 34, 38, 41]) {
    const step = 1e-4;
    const growth = (sumAtMost(one, other, sum + step) - sumAtMost(one, other, sum - step)) / (2 * step);
    expect(densityOfSum(one, other, sum)).toBeCloseTo(growth, 6);
  }
  expect(densityOfSum(one, other, 20)).toBe(0);
});

test("a sum that is nearly the largest is made of two that are nearly the largest", () => {
  expect(meanOfFirst(one, other, 41.8)).toBeCloseTo(11.9, 12);
  expect(meanOfFirst(one, other, 34)).toBeCloseTo(8.5, 12);
});
