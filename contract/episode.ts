import { LOCK_BUCKET_KEY } from "./lock";
import type { CONTRACT_VERSION } from "./version";

/** One thing that happened in an episode. Times are milliseconds since 1970-01-01 UTC. */
export interface EpisodeEvent {
  at: number;
  what: string;
}

/**
 * Everything between the first sign of trouble, or an operator's word, and the return to waiting; one document in the lock
 * bucket. Times are milliseconds since 1970-01-01 UTC; what has not happened is absent.
 */
export interface Episode {
  version: typeof CONTRACT_VERSION;
  id: string;
  /** What it is now: a drill or a maintenance in which the primary dies becomes a failover. */
  kind: "failover" | "drill" | "maintenance";
  /** What woke the controller, or asked it, when the episode began. */
  trigger: string;
  startedAt: number;
  /** Which witness first said that the primary is down; absent where nobody did. */
  witness?: "own probes" | "name servers" | "both";
  /** When the first of the probes that failed in a row began. */
  firstFailedProbeAt?: number;
  /** When the controller first decided to start the stopped standby: from then on it is the controller's to stop. */
  ignitedAt?: number;
  /** When EC2 last accepted a start. */
  startedInstanceAt?: number;
  /** When the standby was first seen running. */
  runningAt?: number;
  /** When the standby first answered; gone again if it died. */
  servingAt?: number;
  /** Since when a standby that had served, and that the lock holds users at, does not answer. */
  notServingSince?: number;
  /** Since when every name server that answers sends users to the standby; gone again if one does not. */
  turnedAt?: number;
  committedAt?: number;
  /** When the name servers had answered the standby for one TTL after the commit. */
  effectiveAt?: number;
  /** When the lock was removed for a failback. */
  unlockedAt?: number;
  /** When the name servers answered the primary again, all of them, after the lock was removed. */
  returnedAt?: number;
  /** Since when both witnesses see the primary again, without a break. */
  primaryBackAt?: number;
  /** When the controller decided to stop the standby. */
  stoodDownAt?: number;
  endedAt?: number;
  outcome?: Outcome;
  /** From the primary's first failed probe to the standby serving with DNS turned; a resolver may add up to one TTL. */
  recoverySeconds?: number;
  events: EpisodeEvent[];
}

export type Outcome =
  | "the primary recovered by itself"
  | "failed back"
  | "the drill passed"
  | "the drill failed"
  | "maintenance ended";

/** Episodes are bounded: a primary that flaps for days must not fill the memory. The first and the latest are kept. */
export const MAXIMUM_EVENTS = 200;

/** Where an episode's document lies: in the order of time, one key an episode. */
export const episodeKey = ({ startedAt }: Pick<Episode, "startedAt">): string =>
  `${LOCK_BUCKET_KEY.episodes}${new Date(startedAt).toISOString()}.json`;
