import type { Observation } from "../../../../functions/controller/observe";
import {
  armed,
  dnsSays,
  known,
  locked,
  lockUnreadable,
  NOW,
  opened,
  probesDown,
  probesUnknown,
  serving,
  settings,
  unreadable,
} from "../observed";
import { done, look, remembered, told } from "../verdict-parts";

describe("rule 4: the primary is back", () => {
  const graceMs = settings.graceSeconds * 1_000;
  const back = (sinceMs: number, parts = {}) =>
    known(armed({ episode: opened({ primaryBackAt: NOW - sinceMs, ...parts }) }));

  it("stops a standby that it ignited after the grace period, and not before", () => {
    expect(done(look({ standby: serving, memory: back(graceMs - 1) }))).not.toContain("stop");
    expect(done(look({ standby: serving, memory: back(graceMs) }))).toEqual(["remember", "stop"]);
  });

  it("keeps it for two TTLs, where that is longer: resolvers may still send users there", () => {
    const slow = { ...settings, ttlSeconds: 3_600 };
    const drainedMs = 2 * 3_600_000;
    expect(done(look({ standby: serving, memory: back(drainedMs - 1) }, slow))).not.toContain("stop");
    expect(done(look({ standby: serving, memory: back(drainedMs) }, slow))).toEqual(["remember", "stop"]);
  });

  it.each<[string, Partial<Observation>]>([
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
    ["its own probe is not confirmed", { ownProbes: probesUnknown }],
    ["the lock cannot be read", { lock: lockUnreadable }],
    ["the lock exists", { lock: locked }],
    ["the memory cannot be read", { memory: unreadable }],
  ])("stops nothing while %s", (_why, parts) => {
    expect(done(look({ standby: serving, memory: back(graceMs), ...parts }))).not.toContain("stop");
  });

  it("begins the grace period anew after every sign of trouble", () => {
    const trouble = look({ standby: serving, ownProbes: probesDown, memory: back(graceMs) });
    expect(remembered(trouble)?.episode?.primaryBackAt).toBeUndefined();
  });

  it("leaves a standby running that somebody else started, and says so", () => {
    const decision = look({ standby: serving, memory: back(graceMs, { ignitedAt: undefined }) });
    expect(done(decision)).not.toContain("stop");
    expect(told(decision)).toEqual(["stood down"]);
    expect(remembered(decision)).toMatchObject({ finished: [{ outcome: "the primary recovered by itself" }] });
  });

  it("writes the document of what has ended, and only then forgets it", () => {
    const finished = [opened({ endedAt: NOW })];
    const decision = look({ memory: known(armed({ finished })) });
    expect(decision.actions).toMatchObject([{ do: "record", episode: { id: "web/1" } }, { do: "remember" }]);
    expect(remembered(decision)?.finished).toBeUndefined();
  });
});
