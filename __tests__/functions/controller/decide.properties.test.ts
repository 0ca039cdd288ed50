import fc from "fast-check";
import type { Episode } from "../../../contract/episode";
import type { Maintenance, Memory } from "../../../contract/memory";
import type { FailbackPhase, Order } from "../../../contract/order";
import { decide } from "../../../functions/controller/decide";
import type { View } from "../../../functions/controller/json-object";
import {
  type Attempts,
  type FailedAction,
  NOTHING_TRIED,
  type Observation,
  primaryIsGone,
  sayDown,
  seesPrimary,
  standbyServes,
} from "../../../functions/controller/observe";
import type { Action } from "../../../functions/controller/rule";
import type { LockView } from "../../../functions/controller/stored-lock";
import {
  armed,
  booting,
  dnsSays,
  known,
  lockUnreadable,
  settings as manual,
  NOW,
  opened,
  pending,
  probesDown,
  probesUnknown,
  probesUp,
  STANDBY,
  serving,
  stopped,
  stopping,
  TYPE,
  unlocked,
  unreadable,
} from "./observed";

const HOUR = 3_600_000;
const OTHER_TYPE = "t3a.micro";
const settings = { ...manual, fallbackInstanceTypes: [OTHER_TYPE] };

const past = fc.integer({ min: NOW - HOUR, max: NOW });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const instanceId = fc.constantFrom(STANDBY, "i-old");

const episode: fc.Arbitrary<Episode> = fc.record({
  version: fc.constant(2 as const),
  id: fc.constant("web/1"),
  kind: fc.constantFrom("failover" as const, "drill" as const, "maintenance" as const),
  trigger: fc.constant("the schedule"),
  startedAt: past,
  witness: optional(fc.constantFrom("own probes" as const, "name servers" as const, "both" as const)),
  firstFailedProbeAt: optional(past),
  ignitedAt: optional(past),
  startedInstanceAt: optional(past),
  runningAt: optional(past),
  servingAt: optional(past),
  notServingSince: optional(past),
  turnedAt: optional(past),
  committedAt: optional(past),
  effectiveAt: optional(past),
  unlockedAt: optional(past),
  primaryBackAt: optional(past),
  stoodDownAt: optional(past),
  recoverySeconds: optional(fc.constant(60)),
  events: fc.constant<Episode["events"]>([]),
});
const phase: fc.Arbitrary<FailbackPhase> = fc.oneof(
  fc.constant({ name: "proving" } as const),
  past.map((since) => ({ name: "turning", since }) as const),
  fc.constant({ name: "locking", why: "" } as const),
  past.map((since) => ({ name: "draining", since }) as const),
  fc.constant({ name: "stopping" } as const),
);
const order: fc.Arbitrary<Order> = fc.record({ id: fc.constant("one"), at: past }).chain((base) =>
  fc.oneof(
    fc.constant({ ...base, do: "failover", reason: "" } as const),
    fc.record({ phase, force: fc.boolean() }).map((how) => ({ ...base, do: "failback", reason: "", ...how }) as const),
    fc.record({ keep: fc.boolean(), ending: fc.boolean() }).map((how) => ({ ...base, do: "drill", ...how }) as const),
  ),
);
const maintenance: fc.Arbitrary<Maintenance> = fc.record({
  since: past,
  until: fc.integer({ min: NOW - HOUR, max: NOW + HOUR }),
  reason: fc.constant(""),
  standby: fc.constantFrom("running" as const, "left alone" as const),
});
const mostlyNone = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary });
const anyMemory: fc.Arbitrary<Memory> = fc.record({
  version: fc.constant(2 as const),
  firstSeenAt: past,
  armedAt: fc.oneof({ weight: 3, arbitrary: past }, { weight: 1, arbitrary: fc.constant(undefined) }),
  provenStandby: optional(instanceId),
  unproven: optional(fc.record({ instanceId, since: past })),
  told: fc.subarray(["not-armed", "web/1/igniting", "web/1/late", "web/1/primary back", "web/1/failed/commit"]),
  episode: optional(episode),
  finished: mostlyNone(fc.array(episode, { minLength: 1, maxLength: 2 })),
  order: mostlyNone(order),
  maintenance: mostlyNone(maintenance),
});
const view: fc.Arbitrary<View<Memory>> = fc.oneof(
  { weight: 6, arbitrary: anyMemory.map(known) },
  { weight: 1, arbitrary: fc.constant<View<Memory>>({ kind: "absent" }) },
  { weight: 1, arbitrary: fc.constant(unreadable) },
);
const lock: fc.Arbitrary<LockView> = fc.oneof(
  fc.constant(unlocked),
  past.map((writtenAt) => ({ kind: "present", writtenAt }) as const),
  fc.constant(lockUnreadable),
);
const attempts: fc.Arbitrary<Attempts> = fc.record({
  start: fc.oneof(
    fc.constant({ kind: "none" } as const),
    past.map((at) => ({ kind: "accepted", from: "stopped", at }) as const),
    fc
      .constantFrom("IncorrectInstanceState", "VcpuLimitExceeded", "UnauthorizedOperation")
      .map((code) => ({ kind: "refused", code, message: "no", at: NOW }) as const),
  ),
  withoutCapacity: fc.subarray([TYPE, OTHER_TYPE]),
  failed: mostlyNone(fc.constantFrom<FailedAction["what"]>("commit", "unlock", "stop", "change of type")).map((what) =>
    what ? [{ what, why: "SlowDown" }] : [],
  ),
});
const anything: fc.Arbitrary<Observation> = fc.record({
  at: fc.constant(NOW),
  ownProbes: fc.constantFrom<Observation["ownProbes"]>(probesUp, { says: "up", inARow: 5 }, probesDown, probesUnknown),
  nameServers: fc.constantFrom(...(["up", "down", "gone", "unknown"] as const).map(dnsSays)),
  standby: fc.constantFrom<Observation["standby"]>(
    serving,
    booting,
    stopped,
    { ...stopped, type: OTHER_TYPE } as Observation["standby"],
    pending,
    stopping,
    { state: "shutting-down", type: TYPE, reason: "" },
    { state: "terminated", type: TYPE, reason: "" },
    { state: "unknown", why: "TimeoutError" },
  ),
  memory: view,
  lock,
  attempts,
  trigger: fc.constant("the schedule"),
});

/** Observations that lack little of one in which something dangerous may be done: where a rule fails, it fails there. */
const nearly = (ideal: Partial<Observation>) =>
  fc
    .tuple(anything, fc.subarray(Object.entries(ideal), { minLength: Object.keys(ideal).length - 2 }))
    .map(([o, parts]): Observation => ({ ...o, ...Object.fromEntries(parts) }));
const quiet = { lock: unlocked, standby: serving, attempts: NOTHING_TRIED } as const;
const gone = { ...quiet, ownProbes: probesDown, nameServers: dnsSays("gone") } as const;
const back = { ...quiet, ownProbes: probesUp, nameServers: dnsSays("up") } as const;
const given = { id: "one", at: NOW } as const;
const lastPhase = { do: "failback", reason: "", force: false, phase: { name: "stopping" } } as const;
const lastOfDrill = { do: "drill", keep: false, ending: true } as const;
const observation = fc.oneof(
  { weight: 3, arbitrary: anything },
  { weight: 1, arbitrary: nearly({ ...gone, memory: known(armed({ episode: opened() })) }) },
  ...[
    armed({ episode: opened({ primaryBackAt: NOW - HOUR }) }),
    armed({ episode: opened(), order: { ...given, ...lastPhase } }),
    armed({ episode: opened({ kind: "drill" }), order: { ...given, ...lastOfDrill } }),
  ].map((memory) => ({ weight: 1, arbitrary: nearly({ ...back, memory: known(memory) }) })),
);

const RUNS = { numRuns: 1_000 };
const holds = (property: (o: Observation) => void) => fc.assert(fc.property(observation, property), RUNS);
const actionsOf = (o: Observation) => decide(o, settings).actions;
const does = (o: Observation) => actionsOf(o).map((action) => action.do);
const action = <Do extends Action["do"]>(o: Observation, name: Do) =>
  actionsOf(o).find((each): each is Extract<Action, { do: Do }> => each.do === name);
const memoryOf = ({ memory }: Observation) => (memory.kind === "known" ? memory.value : undefined);
const orderOf = (o: Observation) => memoryOf(o)?.order;
const isDown = (o: Observation) => o.ownProbes.says === "down" || sayDown(o.nameServers);
/** The lock, or a memory of one that cannot be read. */
const mayBeLocked = (o: Observation) =>
  o.lock.kind === "present" || (o.lock.kind === "unknown" && memoryOf(o)?.episode?.committedAt !== undefined);

/** The world after a decision, if nothing but its own actions happens. */
function worldAfter(o: Observation): Observation {
  let next = o;
  for (const each of actionsOf(o)) {
    switch (each.do) {
      case "ignite":
        next = {
          ...next,
          standby: pending,
          attempts: { ...next.attempts, start: { kind: "accepted", from: "stopped", at: o.at } },
        };
        break;
      case "stop":
        next = { ...next, standby: stopping };
        break;
      case "remember":
        next = { ...next, memory: known(each.memory) };
        break;
      case "commit":
        next = { ...next, lock: { kind: "present", writtenAt: o.at, lock: each.lock } };
        break;
      case "unlock":
        next = { ...next, lock: unlocked };
        break;
      case "change type":
        next = { ...next, standby: { ...stopped, type: each.type } as Observation["standby"] };
        break;
    }
  }
  return next;
}

describe("whatever is observed", () => {
  it("has a decision, the same one each time", () => {
    holds((o) => expect(decide(o, settings)).toEqual(decide(structuredClone(o), settings)));
  });

  it("ignites only for a witness that says down, for a lock, or for an operator", () => {
    holds((o) => {
      if (!does(o).includes("ignite")) return;
      const asked = orderOf(o) !== undefined || memoryOf(o)?.maintenance !== undefined;
      expect(isDown(o) || mayBeLocked(o) || asked).toBe(true);
    });
  });

  it("ignites before it is armed only for a lock, or for an operator's failover", () => {
    holds((o) => {
      if (o.memory.kind === "unknown" || memoryOf(o)?.armedAt !== undefined || !does(o).includes("ignite")) return;
      expect(mayBeLocked(o) || orderOf(o)?.do === "failover").toBe(true);
    });
  });

  it("always starts a stopped standby that is needed, if it has not tried yet and nothing else is under way", () => {
    holds((o) => {
      const memory = memoryOf(o);
      if (memory === undefined || memory.maintenance || memory.order?.do === "failback") return;
      const isNeeded = o.lock.kind === "present" || (memory.armedAt !== undefined && isDown(o));
      const { start, failed } = o.attempts;
      if (!isNeeded || o.standby.state !== "stopped" || start.kind !== "none" || failed.length > 0) return;
      // A look that only clears away what is over comes first.
      const looks = [o, worldAfter(o)];
      expect(looks.flatMap(does)).toContain("ignite");
    });
  });

  it("does nothing with a memory that cannot be read but to ignite and to report", () => {
    holds((o) => {
      if (o.memory.kind !== "unknown") return;
      expect(does(o).filter((each) => each !== "ignite" && each !== "report")).toEqual([]);
    });
  });

  it("commits by the witnesses only if both have the primary gone, and the standby serves", () => {
    holds((o) => {
      const commit = action(o, "commit");
      if (commit?.by !== "witnesses") return;
      expect([primaryIsGone(o), standbyServes(o), o.lock.kind]).toEqual([true, true, "absent"]);
      expect(memoryOf(o)?.armedAt).toBeDefined();
    });
  });

  it("commits by an operator's word only for a standby that serves, or to undo a failback", () => {
    holds((o) => {
      const commit = action(o, "commit");
      const order = orderOf(o);
      if (commit?.by !== "operator") return;
      if (order?.do === "failover") expect([standbyServes(o), o.lock.kind]).toEqual([true, "absent"]);
      else expect(order).toMatchObject({ do: "failback", phase: { name: "locking" } });
    });
  });

  it("never commits by the witnesses in maintenance, nor where the file says that users return by themselves", () => {
    holds((o) => {
      const memory = memoryOf(o);
      if (memory?.maintenance && !memory.order) expect(does(o)).not.toContain("commit");
      const { actions } = decide(o, { ...settings, failback: "automatic" });
      expect(actions).not.toContainEqual(expect.objectContaining({ do: "commit", by: "witnesses" }));
    });
  });

  it("never unlocks but by an operator's failback", () => {
    holds((o) => {
      if (does(o).includes("unlock")) expect(orderOf(o)?.do).toBe("failback");
    });
  });

  it("never stops unless there is no lock and the name servers answer the primary, which an armed one sees itself", () => {
    holds((o) => {
      if (!does(o).includes("stop")) return;
      expect([o.lock.kind, o.nameServers.says]).toEqual(["absent", "up"]);
      if (memoryOf(o)?.armedAt !== undefined) expect(seesPrimary(o)).toBe(true);
    });
  });

  it("never stops but by a claim: what is remembered before, or in the same breath", () => {
    holds((o) => {
      if (!does(o).includes("stop")) return;
      const claimed = action(o, "remember")?.memory ?? memoryOf(o)!;
      if (claimed.episode) expect(claimed.episode.stoodDownAt).toBeDefined();
      else expect(memoryOf(o)).toMatchObject({ provenStandby: STANDBY, unproven: { instanceId: STANDBY } });
    });
  });

  it("never changes the type but of a stopped instance, to one that the file allows", () => {
    holds((o) => {
      const change = action(o, "change type");
      if (!change) return;
      expect(o.standby.state).toBe("stopped");
      expect([TYPE, OTHER_TYPE]).toContain(change.type);
      expect(decide(o, { ...settings, fallbackInstanceTypes: [] }).actions).not.toContainEqual(change);
    });
  });

  it("never forgets an ended episode before its document is written", () => {
    holds((o) => {
      const finished = memoryOf(o)?.finished ?? [];
      const remember = action(o, "remember");
      if (!remember) return;
      const left = remember.memory.finished ?? [];
      const written = actionsOf(o).flatMap((each) => (each.do === "record" ? [each.episode] : []));
      for (const each of finished) expect([...left, ...written]).toContainEqual(each);
    });
  });

  it("never writes a memory that equals the one it read, which would be a claim that two can win", () => {
    holds((o) => {
      const remember = action(o, "remember");
      if (remember && o.memory.kind === "known")
        expect(JSON.stringify(remember.memory)).not.toBe(JSON.stringify(o.memory.value));
    });
  });

  it("tells nothing twice: what it tells was not told before, and is remembered for as long as its episode", () => {
    holds((o) => {
      const remember = action(o, "remember");
      const ended = remember?.memory.episode ? undefined : memoryOf(o)?.episode?.id;
      for (const { key } of remember?.tell ?? []) {
        expect(memoryOf(o)?.told ?? []).not.toContain(key);
        if (ended === undefined || !key.startsWith(`${ended}/`)) expect(remember!.memory.told).toContain(key);
      }
    });
  });

  it("looks again after it has written its memory, and never rests on an old one", () => {
    holds((o) => {
      if (does(o).includes("remember")) expect(decide(o, settings).next).not.toBe("rest");
    });
  });

  it("comes to rest, or waits for somebody, within eight looks at a world that only it changes", () => {
    holds((o) => {
      let current = o;
      let looks = 0;
      while (decide(current, settings).next === "look again") {
        current = worldAfter(current);
        looks += 1;
        expect(looks).toBeLessThanOrEqual(8);
      }
    });
  });
});
