import type { Outage } from "../../../estimate/distribution/draw";
import { overBy, partsOf, percentile, spentAtMedian } from "../../../estimate/distribution/statistics";

const standbyLast: Outage = {
  over: 60_080,
  checked: 40_000,
  nameServersTurned: 44_000,
  clientTurned: 50_000,
  woken: 10_000,
  wokenBy: "the schedule",
  started: 26_000,
  running: 34_000,
  serves: 60_000,
};
const clientLast: Outage = { ...standbyLast, over: 70_080, clientTurned: 70_000 };
const parts = (outage: Outage) => partsOf(outage).map(({ milliseconds }) => milliseconds);

test("a percentile is a value that was drawn", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0.01, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100]);
  expect(percentile([7], 0.5)).toBe(7);
});

test("shares begin at second 0 and end with the second in which the last is over", () => {
  expect(overBy([1_000, 1_001, 3_500, 3_600])).toEqual([0, 0.25, 0.5, 0.5, 1]);
});

test("an outage that waits for the standby is spent on waking, looking, starting and booting", () => {
  expect(parts(standbyLast)).toEqual([10_000, 16_000, 8_000, 26_000]);
});

test("an outage that waits for DNS is spent on the checkers, the name servers and the resolver", () => {
  expect(parts(clientLast)).toEqual([40_000, 4_000, 26_000]);
});

test("a client that asked a name server which turned early waits for no other", () => {
  expect(parts({ ...clientLast, nameServersTurned: 75_000 })).toEqual([40_000, 30_000, 0]);
});

test("who watched already when it happened was woken in no time", () => {
  expect(parts({ ...standbyLast, woken: -3_000 })).toEqual([0, 26_000, 8_000, 26_000]);
});

test("the median is spent on the mean of the outages round it, in the order of a person's reading", () => {
  const spent = spentAtMedian([standbyLast, clientLast]);
  expect(spent.map(({ milliseconds }) => milliseconds)).toEqual([5_000, 8_000, 4_000, 13_000, 20_000, 2_000, 13_000]);
  const sum = spent.reduce((all, { milliseconds }) => all + milliseconds, 0);
  expect(sum).toBe(65_000);
});
