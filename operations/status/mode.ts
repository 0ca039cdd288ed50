import type { Memory } from "../../contract/memory";
import type { FailbackPhase, Order } from "../../contract/order";
import type { LockSight } from "../look/lock-bucket";
import type { Reading } from "../reading";
import { clockTime, duration } from "../wording";

/** What the controller is about. Times in milliseconds since 1970-01-01 UTC. */
export type Mode =
  | { name: "unknown"; why: string }
  | { name: "not armed" }
  | { name: "waiting" }
  | { name: "episode under way"; kind: string; since: number /** What happened last. */; latest?: string }
  | { name: "maintenance"; until: number; reason: string; standby: "running" | "left alone" }
  | {
      name: "failed over";
      since: number;
      /** Absent until the name servers have answered the standby for one TTL. */
      effectiveAt?: number;
    }
  | {
      name: "order under way";
      order: "failover" | "failback" | "drill";
      since: number;
      phase: string;
      phaseSince?: number;
    };

/** Pure. What is nearest to an operator's hand comes first. */
export function modeOf(memory: Reading<Memory | undefined>, lock: Reading<LockSight>, at: number): Mode {
  if (!memory.known) {
    if (lock.known && lock.value.exists) return { name: "failed over", since: lock.value.writtenAt };
    return { name: "unknown", why: `the controller's memory cannot be read: ${memory.why}` };
  }
  const { order, episode, maintenance, armedAt } = memory.value ?? {};
  if (order) return { name: "order under way", order: order.do, since: order.at, ...phaseOf(order) };
  if (lock.known && lock.value.exists)
    return {
      name: "failed over",
      since: lock.value.writtenAt,
      ...(episode?.effectiveAt === undefined ? {} : { effectiveAt: episode.effectiveAt }),
    };
  const committedAt = episode?.unlockedAt === undefined ? episode?.committedAt : undefined;
  if (!lock.known && committedAt !== undefined) return { name: "failed over", since: committedAt };
  if (maintenance && maintenance.until > at) {
    const { until, reason, standby } = maintenance;
    return { name: "maintenance", until, reason, standby };
  }
  if (episode) {
    const latest = episode.events.at(-1)?.what;
    return { name: "episode under way", kind: episode.kind, since: episode.startedAt, ...(latest ? { latest } : {}) };
  }
  return armedAt === undefined ? { name: "not armed" } : { name: "waiting" };
}

function phaseOf(order: Order): { phase: string; phaseSince?: number } {
  switch (order.do) {
    case "failover":
      return { phase: "the standby is brought up, and users are sent there" };
    case "failback":
      return failbackPhase(order.phase);
    case "drill":
      if (order.ending) return { phase: "stopping the standby" };
      return { phase: `the standby is brought up${order.keep ? ", and kept until the drill is ended" : ""}` };
  }
}

function failbackPhase(phase: FailbackPhase): { phase: string; phaseSince?: number } {
  switch (phase.name) {
    case "proving":
      return { phase: "proving that the primary answers" };
    case "turning":
      return { phase: "the lock is removed, every name server must answer the primary", phaseSince: phase.since };
    case "locking":
      return { phase: `the lock is written again: ${phase.why}` };
    case "draining":
      return { phase: "every name server answers the primary, resolvers forget the standby", phaseSince: phase.since };
    case "stopping":
      return { phase: "stopping the standby" };
  }
}

/** In words, for a screen. */
export function modeText(mode: Mode, at: number): string {
  switch (mode.name) {
    case "unknown":
      return `unknown: ${mode.why}`;
    case "not armed":
      return "not armed: protection begins once the controller has seen the primary answer and DNS point to it";
    case "waiting":
      return "waiting: the standby is ignited when the primary is down";
    case "episode under way":
      return `${mode.kind} under way since ${clockTime(mode.since)}${mode.latest ? `: ${mode.latest}` : ""}`;
    case "maintenance":
      return `maintenance until ${clockTime(mode.until)}: ${mode.reason} (nothing is committed or stopped; the standby is ${
        mode.standby === "running" ? "kept running" : "left alone"
      })`;
    case "failed over":
      return `failed over since ${clockTime(mode.since)}: users stay on the standby until a failback`;
    case "order under way":
      return `${mode.order} ordered at ${clockTime(mode.since)}: ${mode.phase}${
        mode.phaseSince === undefined ? "" : ` (for ${duration(at - mode.phaseSince)})`
      }`;
  }
}
