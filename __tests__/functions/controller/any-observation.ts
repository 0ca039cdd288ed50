import fc from "fast-check";
import type { Episode } from "../../../contract/episode";
import type { Maintenance, Memory } from "../../../contract/memory";
import type { FailbackPhase, Order } from "../../../contract/order";
import type { View } from "../../../functions/controller/json-object";
import {
  type Attempts,
  type FailedAction,
  NOTHING_TRIED,
  type Observation,
} from "../../../functions/controller/observe";
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
export const OTHER_TYPE = "t3a.micro";
/** Of the controller that decides: with a second type, so that every action may be done. */
export const settings = { ...manual, fallbackInstanceTypes: [OTHER_TYPE] };

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
  outbox: mostlyNone(fc.constant([{ key: "armed", composedAt: NOW - HOUR, subject: "web: protected", text: "" }])),
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
  mailFailed: fc.boolean(),
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
/** Whatever a controller may see. */
export const observation = fc.oneof(
  { weight: 3, arbitrary: anything },
  { weight: 1, arbitrary: nearly({ ...gone, memory: known(armed({ episode: opened() })) }) },
  ...[
    armed({ episode: opened({ primaryBackAt: NOW - HOUR }) }),
    armed({ episode: opened(), order: { ...given, ...lastPhase } }),
    armed({ episode: opened({ kind: "drill" }), order: { ...given, ...lastOfDrill } }),
  ].map((memory) => ({ weight: 1, arbitrary: nearly({ ...back, memory: known(memory) }) })),
);
