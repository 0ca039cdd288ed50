import { set, unchanged } from "../../../functions/controller/change";
import { lockBy, standbyText } from "../../../functions/controller/lock-text";
import { booting, dnsSays, NOW, observed, opened, pending, probesDown, serving, settings } from "./observed";

it("says who wrote the lock, when, why, for which episode, and what was seen", () => {
  const o = observed({ ownProbes: probesDown, nameServers: dnsSays("gone"), standby: serving });
  const change = set(unchanged(o)!, { episode: opened() });
  expect(lockBy("controller", "both are gone", o, change, settings)).toEqual({
    version: 2,
    workload: "web",
    writtenAt: NOW,
    writtenBy: "controller",
    episode: "web/1",
    why: "both are gone",
    seen: {
      ownProbes: "the connection failed (ECONNREFUSED)",
      nameServers: "0 answer the primary, 2 the standby, 0 something else, 0 nothing",
      standby: "serves",
    },
  });
});

it("says so when an operator fails over a primary that answers", () => {
  const o = observed({ standby: serving });
  const change = set(unchanged(o)!, { episode: opened() });
  const { writtenBy, seen } = lockBy("operator", "data", o, change, settings);
  expect(writtenBy).toBe("operator");
  expect(seen).toMatchObject({
    ownProbes: "the primary answers",
    nameServers: "2 answer the primary, 0 the standby, 0 something else, 0 nothing",
  });
});

it.each([
  [serving, "serves"],
  [booting, "runs, but the connection failed (ECONNREFUSED)"],
  [pending, "pending"],
])("puts a standby into words: %j", (standby, words) => {
  expect(standbyText(standby)).toBe(words);
});
