import type { Memory } from "../../../../contract/memory";
import {
  armed,
  dnsSays,
  known,
  MINUTE,
  memory,
  NOW,
  pendingProof,
  probesDown,
  probesUnknown,
  STANDBY,
  serving,
} from "../observed";
import { done, look, remembered, told } from "../verdict-parts";

describe("rule 0: not armed yet", () => {
  const unarmed = { ownProbes: probesUnknown, nameServers: dnsSays("unknown"), memory: known(memory(pendingProof)) };

  it("arms when both witnesses see the primary", () => {
    expect(remembered(look({ memory: { kind: "absent" } }))).toMatchObject({
      firstSeenAt: NOW,
      armedAt: NOW,
      told: [],
    });
  });

  it.each([
    ["the primary does not serve", { ownProbes: probesUnknown }],
    ["DNS does not answer the primary", { nameServers: dnsSays("gone") }],
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
  ])("does not arm while %s", (_why, parts) => {
    const decision = look({ memory: { kind: "absent" }, ...parts });
    expect(decision.rule).toBe("0: not armed yet");
    expect(remembered(decision)?.armedAt).toBeUndefined();
  });

  it.each(["down", "gone"] as const)("ignites nothing though the name servers say %s and the probes fail", (says) => {
    const decision = look({ memory: known(memory()), ownProbes: probesDown, nameServers: dnsSays(says) });
    expect(done(decision)).not.toContain("ignite");
  });

  it("claims the proof of a new standby that serves, and stops it only by the next look", () => {
    const first = look({ ...unarmed, nameServers: dnsSays("up"), standby: serving });
    expect(remembered(first)).toMatchObject({ provenStandby: STANDBY, unproven: { instanceId: STANDBY } });
    expect(done(first)).toEqual(["remember"]);
    const second = look({
      ...unarmed,
      nameServers: dnsSays("up"),
      standby: serving,
      memory: known(remembered(first)!),
    });
    expect(done(second)).toEqual(["stop"]);
  });

  it("arms and proves by the same look", () => {
    const decision = look({ memory: known(memory(pendingProof)), standby: serving });
    expect(remembered(decision)).toMatchObject({ armedAt: NOW, provenStandby: STANDBY });
  });

  it("does not stop the standby that DNS sends users to while the primary's first boot lasts", () => {
    const proven = known(memory({ ...pendingProof, provenStandby: STANDBY }));
    for (const says of ["down", "gone", "unknown"] as const) {
      expect(done(look({ ...unarmed, memory: proven, standby: serving, nameServers: dnsSays(says) }))).toEqual([]);
    }
  });

  it("tells people once that it is not armed, after half an hour", () => {
    const waiting = (minutes: number, parts: Partial<Memory> = {}) =>
      look({ ...unarmed, memory: known(armed({ armedAt: undefined, firstSeenAt: NOW - minutes * MINUTE, ...parts })) });
    expect(told(waiting(29))).toEqual([]);
    expect(told(waiting(31))).toEqual(["not armed"]);
    expect(waiting(32, { told: ["not-armed"] }).actions).toEqual([]);
  });

  it("tells people that it is armed only if they had been told that it was not", () => {
    expect(told(look({ memory: known(memory()) }))).toEqual([]);
    expect(told(look({ memory: known(memory({ told: ["not-armed"] })) }))).toEqual(["armed after all"]);
  });
});
