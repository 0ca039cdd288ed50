import { promisedRecovery } from "../../estimate/recovery-time";
import {
  believedSeconds,
  blipSeconds,
  bootsOf,
  longer,
  longerToBoot,
  longerToEnd,
  longerToForget,
  longestKept,
  longestOf,
  requestsPerSecond,
  USUAL_PACE,
  USUAL_PROMISE_SECONDS,
} from "../../rehearsal/patience";
import { configuration } from "../configurations";

const QUICK = { ttlSeconds: 1, bootSeconds: 1, graceSeconds: 0, checkSeconds: 10, threshold: 1 };
const SLOW = { ttlSeconds: 300, bootSeconds: 600, graceSeconds: 3_600, checkSeconds: 30, threshold: 10 };

const promiseOf = ({ ttlSeconds: ttl, bootSeconds, checkSeconds: interval, threshold }: typeof USUAL_PACE) =>
  promisedRecovery({ ttl, bootSeconds, healthCheck: { interval, threshold } });

test("what is usual is what the smallest file deploys and promises", () => {
  const [{ ttl, bootSeconds, graceSeconds, healthCheck }] = configuration("smallest").workloads as [never];
  const { interval, threshold } = healthCheck;
  expect(USUAL_PACE).toEqual({ ttlSeconds: ttl, bootSeconds, graceSeconds, checkSeconds: interval, threshold });
  expect(USUAL_PROMISE_SECONDS).toBe(promiseOf(USUAL_PACE).seconds);
});

test.each([
  ["the smallest file", USUAL_PACE],
  ["a quicker one", QUICK],
])("%s gets the limits as they stand", (_, pace) => {
  expect([longer(pace), longerToEnd(pace), longerToForget(pace)]).toEqual([0, 0, 0]);
});

test("a slower one gets as much more as it takes longer to boot, to turn the checkers and to be forgotten twice", () => {
  const [boot, turn, ttl] = [570, 10 * 34 - 3 * 14, 270];
  expect(longer(SLOW)).toBe((boot + turn + 2 * ttl) * 1_000);
  expect(longerToEnd(SLOW) - longer(SLOW)).toBe(3_000_000);
  expect([longerToForget(SLOW), longerToBoot(SLOW)]).toEqual([270_000, 570_000]);
});

test("the slowest of several workloads is waited for", () => {
  const stages = [{ parts: { pace: QUICK } }, { parts: { pace: SLOW } }];
  expect(longestOf(stages, longerToForget)).toBe(270_000);
});

test("five minutes and what a deployment takes longer are more than the most that it may take", () => {
  for (const ttlSeconds of [30, 86_400])
    for (const bootSeconds of [30, 3_600])
      for (const checkSeconds of [10, 30])
        for (const threshold of [3, 10]) {
          const pace = { ...USUAL_PACE, ttlSeconds, bootSeconds, checkSeconds, threshold };
          expect(300_000 + longer(pace)).toBeGreaterThan(promiseOf(pace).mostSeconds * 1_000);
        }
});

test("servers boot within what the file says, and no slower than usual where it says what is usual", () => {
  expect(bootsOf(USUAL_PACE)).toEqual({ firstMs: 64_000, laterMs: 24_000 });
  expect(bootsOf(SLOW)).toEqual({ firstMs: 520_000, laterMs: 480_000 });
});

test("users ask less often where the promise is longer, and never less often than every ten seconds", () => {
  expect([88, 113, 226, 100_000].map((promised) => requestsPerSecond(4, promised))).toEqual([4, 4, 2, 0.1]);
  expect(requestsPerSecond(1, 100_000)).toBe(0.1);
});

test("an outage is held to the promise, and where resolvers decide to the latest of them", () => {
  expect(longestKept(113, USUAL_PACE)).toBe(113_000);
  const pace = { ...USUAL_PACE, ttlSeconds: 3_600 };
  const [resolvers, blur] = [promiseOf(pace).mostSeconds, 18];
  expect(longestKept(promiseOf(pace).seconds, pace)).toBe((resolvers + blur) * 1_000);
});

test("a blip is over before the checkers turn, or before a standby could serve", () => {
  expect(blipSeconds(USUAL_PACE)).toBe(20);
  expect(blipSeconds(SLOW)).toBe(20);
  expect(blipSeconds(QUICK)).toBe(15);
});

test("what flaps, flaps slowly enough for every checker to believe it", () => {
  expect([USUAL_PACE, QUICK, SLOW].map(believedSeconds)).toEqual([40, 20, 330]);
});
