import type { CONTRACT_VERSION } from "./version";

/** The objects in the lock bucket. */
export const LOCK_BUCKET_KEY = {
  /** The failover lock. Route 53's checkers ask for it by this path; nobody else may read it without credentials. */
  lock: "failover-lock",
  /** What the controller remembers between two invocations: a `Memory`. */
  memory: "controller/memory.json",
  /** Who holds the dangerous levers, and until when: a `Lease`. */
  lease: "controller/lease.json",
  /** Before each episode's document; what follows is `episodeKey`'s. */
  episodes: "episodes/",
} as const;

/**
 * The failover lock: while this object exists, DNS stays on the standby, whatever it holds. A person may write an empty
 * one by hand. Times are milliseconds since 1970-01-01 UTC.
 */
export interface Lock {
  version: typeof CONTRACT_VERSION;
  workload: string;
  writtenAt: number;
  writtenBy: "controller" | "operator";
  /** Of the episode that it belongs to. */
  episode: string;
  why: string;
  /** What was seen when it was written, in words: both witnesses, and the standby. */
  seen: { ownProbes: string; nameServers: string; standby: string };
}

/**
 * The one hand on the dangerous levers (stop, unlock, change of type, mail). Whoever holds it lets it go when it ends;
 * `until` is for those who died. Times are milliseconds since 1970-01-01 UTC.
 */
export interface Lease {
  version: typeof CONTRACT_VERSION;
  /** Request id of the invocation. */
  holder: string;
  until: number;
}
