import { findOutage, LASTING_MS, median } from "../../../rehearsal/users/outages";
import type { Sight } from "../../../rehearsal/users/sight";
import { SightLog } from "../../../rehearsal/users/sight-log";

const A: Sight = { kind: "served", address: "192.0.2.1", page: "A" };
const B: Sight = { kind: "served", address: "192.0.2.2", page: "B" };
const NONE: Sight = { kind: "not served", address: "192.0.2.1", why: "silent" };

/** A request a second, each answered after 100 ms: `[result, how many]` after one another. */
function stretchesOf(...parts: [Sight, number][]) {
  const log = new SightLog();
  let sentAt = 0;
  for (const [sight, count] of parts)
    for (let n = 0; n < count; n++, sentAt += 1_000) log.sent(sentAt)(sentAt + 100, sight);
  return log.read();
}
const long = LASTING_MS / 1_000 + 1;

test("an outage lasts from the last good answer to the first good one, whichever site gives it", () => {
  expect(findOutage(stretchesOf([A, 5], [NONE, 3], [B, long]), 4_500)).toEqual({ from: 4_100, to: 8_100 });
});

test("a primary that answers for a while after the disaster began has not failed yet", () => {
  expect(findOutage(stretchesOf([A, 5], [NONE, 3], [B, long]), 1_000)).toEqual({ from: 4_100, to: 8_100 });
});

test("good answers that do not last do not end it", () => {
  expect(findOutage(stretchesOf([A, 5], [NONE, 3], [A, 4], [NONE, 2], [B, long]), 0)).toEqual({
    from: 4_100,
    to: 14_100,
  });
});

test("two sites one after the other without a failure are one good period", () => {
  expect(findOutage(stretchesOf([A, 5], [NONE, 3], [A, 4], [B, long - 4]), 0)).toEqual({ from: 4_100, to: 8_100 });
});

test("it goes on while nothing lasts", () => {
  expect(findOutage(stretchesOf([A, 5], [NONE, 3]), 0)).toEqual({ from: 4_100, to: undefined });
  expect(findOutage(stretchesOf([A, 5], [NONE, 3], [B, long - 1]), 0)).toEqual({ from: 4_100, to: undefined });
});

test("who was never served counts from the first request", () => {
  expect(findOutage(stretchesOf([NONE, 3], [B, long]), 2_000)).toEqual({ from: 0, to: 3_100 });
});

test("who felt nothing has none, and what was over before is not counted", () => {
  expect(findOutage(stretchesOf([A, 5], [B, 5]), 0)).toBeUndefined();
  expect(findOutage(stretchesOf([A, 5], [NONE, 3], [B, long]), 8_000)).toBeUndefined();
});

test("a median of even and odd numbers, and of none", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, 0]);
});
