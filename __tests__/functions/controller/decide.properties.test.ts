import fc from "fast-check";
import type { Episode, Memory } from "../../../contract/memory";
import { decide } from "../../../functions/controller/decide";
import type { MemoryView } from "../../../functions/controller/memory-store";
import { type Observation, sayDown } from "../../../functions/controller/observe";
import {
  booting,
  dnsSays,
  known,
  NOW,
  probesDown,
  probesUnknown,
  probesUp,
  STANDBY,
  serving,
  settings,
  stopped,
  unreadable,
} from "./observed";

const HOUR = 3_600_000;
const past = fc.integer({ min: NOW - HOUR, max: NOW });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const instanceId = fc.constantFrom(STANDBY, "i-old");

const episode = fc.record({
  id: fc.constant("web/1"),
  startedAt: past,
  witness: fc.constantFrom("own probes" as const, "name servers" as const, "both" as const),
  ignitedAt: optional(past),
  servingAt: optional(past),
  events: fc.constant<Episode["events"]>([]),
});
const told = fc.subarray(["not-armed", "web/1/igniting", "web/1/late", "web/1/primary-returned"]);
const anyMemory: fc.Arbitrary<Memory> = fc.record({
  version: fc.constant(1 as const),
  firstSeenAt: past,
  armedAt: optional(past),
  provenStandby: optional(instanceId),
  unproven: optional(fc.record({ instanceId, since: past })),
  told,
  episode: optional(episode),
});
const view: fc.Arbitrary<MemoryView> = fc.oneof(
  { weight: 4, arbitrary: anyMemory.map(known) },
  fc.constant<MemoryView>({ kind: "absent" }),
  fc.constant(unreadable),
);
const observation: fc.Arbitrary<Observation> = fc.record({
  at: fc.constant(NOW),
  ownProbes: fc.constantFrom(probesUp, probesDown, probesUnknown),
  nameServers: fc.constantFrom(...(["up", "down", "gone", "unknown"] as const).map(dnsSays)),
  standby: fc.constantFrom<Observation["standby"]>(
    serving,
    booting,
    stopped,
    { state: "pending" },
    { state: "stopping" },
    { state: "shutting-down", reason: "" },
    { state: "terminated", reason: "" },
    { state: "unknown", why: "TimeoutError" },
  ),
  memory: view,
  start: fc.oneof(
    fc.constant({ kind: "none" } as const),
    past.map((at) => ({ kind: "accepted", from: "stopped", at }) as const),
    fc
      .constantFrom("IncorrectInstanceState", "VcpuLimitExceeded")
      .map((code) => ({ kind: "refused", code, message: "no", at: NOW }) as const),
  ),
});

const RUNS = { numRuns: 5_000 };
const holds = (property: (o: Observation) => void) => fc.assert(fc.property(observation, property), RUNS);
const does = (o: Observation) => decide(o, settings).actions.map((action) => action.do);

/** The world after a decision, if nothing but its own actions happens. */
function after(o: Observation): Observation {
  let next = o;
  for (const action of decide(o, settings).actions) {
    if (action.do === "ignite") {
      next = { ...next, standby: { state: "pending" }, start: { kind: "accepted", from: "stopped", at: o.at } };
    }
    if (action.do === "stop") next = { ...next, standby: { state: "stopping" } };
    if (action.do === "remember") next = { ...next, memory: known(action.memory) };
  }
  return next;
}

describe("whatever is observed", () => {
  it("has a decision, the same one each time", () => {
    holds((o) => expect(decide(o, settings)).toEqual(decide(structuredClone(o), settings)));
  });

  it("never ignites unless a witness says that the primary is down", () => {
    holds((o) => {
      if (o.ownProbes.says !== "down" && !sayDown(o.nameServers)) expect(does(o)).not.toContain("ignite");
    });
  });

  it("never ignites before it is armed", () => {
    holds((o) => {
      const armed = o.memory.kind === "known" && o.memory.memory.armedAt !== undefined;
      if (o.memory.kind !== "unknown" && !armed) expect(does(o)).not.toContain("ignite");
    });
  });

  it("always starts a stopped standby first when it is armed and a witness says down, if it has not tried yet", () => {
    holds((o) => {
      const armed = o.memory.kind === "known" && o.memory.memory.armedAt !== undefined;
      const down = o.ownProbes.says === "down" || sayDown(o.nameServers);
      if (armed && down && o.standby.state === "stopped" && o.start.kind === "none") expect(does(o)[0]).toBe("ignite");
    });
  });

  it("never stops or claims anything with a memory that cannot be read", () => {
    holds((o) => {
      if (o.memory.kind !== "unknown") return;
      expect(does(o)).not.toContain("stop");
      expect(does(o)).not.toContain("remember");
    });
  });

  it("never stops unless the name servers answer the primary, and an armed one only if the probes see it too", () => {
    holds((o) => {
      if (!does(o).includes("stop")) return;
      expect(o.nameServers.says).toBe("up");
      if (o.memory.kind === "known" && o.memory.memory.armedAt !== undefined) expect(o.ownProbes.says).toBe("up");
    });
  });

  it("never stops but by a claim that an earlier look has remembered, and never with an episode open", () => {
    holds((o) => {
      if (!does(o).includes("stop")) return;
      expect(o.memory).toMatchObject({ memory: { provenStandby: STANDBY, unproven: { instanceId: STANDBY } } });
      expect(o.memory.kind === "known" && o.memory.memory.episode).toBeFalsy();
    });
  });

  it("never writes a memory that equals the one it read, which would be a claim that two can win", () => {
    holds((o) => {
      for (const action of decide(o, settings).actions) {
        if (action.do !== "remember" || o.memory.kind !== "known") continue;
        expect(JSON.stringify(action.memory)).not.toBe(JSON.stringify(o.memory.memory));
      }
    });
  });

  it("tells nothing twice: whatever it tells is remembered, and was not told before", () => {
    holds((o) => {
      for (const action of decide(o, settings).actions) {
        if (action.do !== "remember") continue;
        for (const { key } of action.tell) {
          expect(o.memory.kind === "known" ? o.memory.memory.told : []).not.toContain(key);
          expect(action.memory.told).toContain(key);
        }
      }
    });
  });

  it("comes to rest, or waits for the standby, within six looks at a world that only it changes", () => {
    holds((o) => {
      let current = o;
      let looks = 0;
      while (decide(current, settings).next === "look again") {
        current = after(current);
        looks += 1;
        expect(looks).toBeLessThanOrEqual(6);
      }
    });
  });
});
