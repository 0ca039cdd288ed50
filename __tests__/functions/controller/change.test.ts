import { MAXIMUM_EVENTS } from "../../../contract/episode";
import { inEpisode, remembering, set, tellOnce, unchanged, verdict } from "../../../functions/controller/change";
import { armed, known, memory, NOW, observed, opened, unreadable } from "./observed";

const before = (parts = {}) => unchanged(observed({ memory: known(armed(parts)) }))!;

it("begins a memory where there is none, and none where it cannot be read", () => {
  expect(unchanged(observed({ memory: { kind: "absent" } }))).toEqual({
    from: undefined,
    to: memory({ firstSeenAt: NOW }),
    tell: [],
  });
  expect(unchanged(observed({ memory: unreadable }))).toBeUndefined();
});

it("is nothing to remember while nothing changes", () => {
  expect(remembering(before())).toEqual([]);
  expect(verdict(before(), "rest")).toEqual({ actions: [], next: "rest" });
});

it("is remembered before anything else is done, and looked at again", () => {
  const { actions, next } = verdict(set(before(), { armedAt: NOW }), "rest", { do: "stop" });
  expect(actions.map((action) => action.do)).toEqual(["remember", "stop"]);
  expect(next).toBe("look again");
});

it("tells people once by each key", () => {
  const once = tellOnce(before(), { about: "armed after all", key: "armed" });
  expect(once.tell).toHaveLength(1);
  expect(tellOnce(once, { about: "armed after all", key: "armed" })).toBe(once);
});

it("bounds what was told: the oldest keys are forgotten first", () => {
  const told = Array.from({ length: 100 }, (_each, index) => `key-${index}`);
  const change = tellOnce(before({ told }), { about: "armed after all", key: "armed" });
  expect(change.to.told).toEqual([...told.slice(1), "armed"]);
});

it("bounds an episode's events: the first is kept, and the latest", () => {
  const events = Array.from({ length: MAXIMUM_EVENTS }, (_each, at) => ({ at, what: "flap" }));
  const change = inEpisode(before({ episode: opened({ events }) }), {}, { at: NOW, what: "last" });
  expect(change.to.episode?.events).toEqual([events[0], ...events.slice(2), { at: NOW, what: "last" }]);
});

it("leaves a memory without an episode as it is", () => {
  const change = before();
  expect(inEpisode(change, { endedAt: NOW })).toBe(change);
});
