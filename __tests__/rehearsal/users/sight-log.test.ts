import type { Sight } from "../../../rehearsal/users/sight";
import { SightLog } from "../../../rehearsal/users/sight-log";

const served = (page: string): Sight => ({ kind: "served", address: "192.0.2.1", page });
const failed = (why: string): Sight => ({ kind: "not served", why });

test("an hour of equal answers is one stretch", () => {
  const log = new SightLog();
  for (let at = 0; at < 3_600_000; at += 250) log.sent(at)(at + 80, served("A"));
  expect(log.read()).toEqual([
    {
      sight: served("A"),
      count: 14_400,
      first: { sentAt: 0, at: 80 },
      last: { sentAt: 3_599_750, at: 3_599_830 },
    },
  ]);
});

test("another page, another failure and another status each begin a stretch", () => {
  const log = new SightLog();
  const sights = [served("A"), served("B"), failed("refused"), failed("silent"), served("B")];
  for (const [index, sight] of sights.entries()) log.sent(index)(index, sight);
  expect(log.read().map(({ sight }) => sight)).toEqual(sights);
});

test("a failure stands where it was sent, though later requests were answered before", () => {
  const log = new SightLog();
  const hangs = log.sent(0);
  log.sent(250)(330, served("A"));
  log.sent(500)(580, served("A"));
  expect(log.read()).toMatchObject([{ sight: served("A"), count: 2 }]);
  expect(log.read()).toMatchObject([{ sight: served("A"), count: 2 }]);
  hangs(5_000, failed("silent"));
  expect(log.read()).toMatchObject([
    { sight: failed("silent"), count: 1, first: { sentAt: 0, at: 5_000 } },
    { sight: served("A"), count: 2, first: { sentAt: 250, at: 330 } },
  ]);
});
