import type { Observation } from "../../../../functions/controller/observe";
import {
  armed,
  dnsSays,
  known,
  locked,
  NOW,
  opened,
  pendingProof,
  probesUnknown,
  serving,
  settings,
  stopped,
} from "../observed";
import { done, look, remembered, told } from "../verdict-parts";

const graceMs = settings.graceSeconds * 1_000;
const since = (stray: number, parts = {}) => known(armed({ stray, ...parts }));

describe("a proven standby that runs, and nobody has asked for it", () => {
  it("is told of once, after the grace period, and never stopped", () => {
    expect(remembered(look({ standby: serving }))?.stray).toBe(NOW);
    expect(look({ standby: serving, memory: since(NOW - graceMs + 1) }).actions).toEqual([]);
    const decision = look({ standby: serving, memory: since(NOW - graceMs) });
    expect([told(decision), done(decision)]).toEqual([["standby runs unasked"], ["remember", "deliver"]]);
    expect(look({ standby: serving, memory: known(remembered(decision)!) }).actions).toEqual([]);
  });

  it("is told of again when it runs another time", () => {
    const before = since(NOW - graceMs, { told: [`stray/${NOW - graceMs}`, "maintenance over/1"] });
    const gone = remembered(look({ standby: stopped, memory: before }))!;
    expect([gone.stray, gone.told]).toEqual([undefined, ["maintenance over/1"]]);
  });

  it("was told of already where an episode has left it running", () => {
    const episode = opened({ ignitedAt: undefined, primaryBackAt: NOW - graceMs });
    const decision = look({ standby: serving, memory: known(armed({ episode })) });
    expect(told(decision)).toEqual(["stood down"]);
    const { stray, told: keys } = remembered(decision)!;
    expect(stray).toBe(NOW);
    const memory = since(NOW - graceMs, { told: [...keys, `stray/${NOW - graceMs}`] });
    expect(keys).toContain(`stray/${NOW}`);
    expect(look({ standby: serving, memory }).actions).toEqual([]);
  });

  it.each<[string, Partial<Observation>]>([
    ["a witness does not see the primary", { nameServers: dnsSays("unknown") }],
    ["the own probe is not confirmed", { ownProbes: probesUnknown }],
    ["there is a lock", { lock: locked }],
    ["it waits for its first stop", { memory: since(NOW - graceMs, pendingProof) }],
    ["nobody can say whether it runs", { standby: { state: "unknown", why: "TimeoutError" } }],
  ])("is not spoken of while %s", (_why, parts) => {
    const decision = look({ standby: serving, memory: since(NOW - graceMs), ...parts });
    expect(told(decision)).not.toContain("standby runs unasked");
  });
});
