import { decide } from "../../../../functions/controller/decide";
import { type FailedAction, NOTHING_TRIED } from "../../../../functions/controller/observe";
import { armed, known, NOW, observed, opened, settings, unreadable } from "../observed";
import { remembered, told } from "../verdict-parts";

const commit: FailedAction = { what: "commit", why: "SlowDown" };
const stop: FailedAction = { what: "stop", why: "UnauthorizedOperation" };
const after = (failed: readonly FailedAction[], memory = known(armed({ episode: opened() }))) =>
  decide(observed({ attempts: { ...NOTHING_TRIED, failed }, memory }), settings);

it("is told at once, before anything else is decided", () => {
  const decision = after([commit]);
  expect(decision.rule).toBe("an action failed");
  expect(decision.actions).toMatchObject([
    { do: "remember", tell: [{ about: "action failed", ...commit }] },
    { do: "deliver" },
  ]);
});

it("is told once an episode for each kind of action, however often AWS refuses", () => {
  const first = after([commit]);
  expect(told(after([{ ...commit, why: "InternalError" }], known(remembered(first)!)))).not.toContain("action failed");
  const other = after([commit, stop], known(remembered(first)!));
  expect(other.actions).toMatchObject([{ tell: [{ about: "action failed", what: "stop" }] }, { do: "deliver" }]);
});

it("is told once a day outside of an episode, which nothing else ends", () => {
  const first = after([stop], known(armed()));
  expect(told(first)).toEqual(["action failed"]);
  const later = (at: number) =>
    decide(
      observed({ at, attempts: { ...NOTHING_TRIED, failed: [stop] }, memory: known(remembered(first)!) }),
      settings,
    );
  expect(told(later(NOW + 60_000))).toEqual([]);
  expect(told(later(NOW + 24 * 3_600_000))).toEqual(["action failed"]);
});

it("is left to the dead-letter queue where the memory cannot be read: it would be told for ever", () => {
  expect(after([stop], unreadable).rule).not.toBe("an action failed");
});
