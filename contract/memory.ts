import type { CONTRACT_VERSION } from "./version";

/** One thing that happened in an episode. Times are milliseconds since 1970-01-01 UTC. */
export interface EpisodeEvent {
  at: number;
  what: string;
}

/** Everything between the first sign of trouble and the return to waiting. Times are milliseconds since 1970-01-01 UTC. */
export interface Episode {
  id: string;
  startedAt: number;
  /** Which witness first said that the primary is down. */
  witness: "own probes" | "name servers" | "both";
  /** The latest start of the stopped instance that EC2 accepted; absent until then. */
  ignitedAt?: number;
  /** Absent until the standby answered for the first time. */
  servingAt?: number;
  events: EpisodeEvent[];
}

/** What the controller remembers between two invocations; one S3 object, replaced as a whole under its ETag. */
export interface Memory {
  version: typeof CONTRACT_VERSION;
  /** First invocation of this deployment. */
  firstSeenAt: number;
  /** Absent until the controller has seen the primary serve and DNS answer it. */
  armedAt?: number;
  /** Instance id of the last standby that has been seen to serve, so that a replaced one is proved anew. */
  provenStandby?: string;
  /**
   * A new standby that is not done with: since when the controller knows its instance, until it was seen stopped for the
   * first time. Without `provenStandby` the proof is still to come; with it, only the stop.
   */
  unproven?: { instanceId: string; since: number };
  /** Messages that were sent and must not be sent again, by their key. */
  told: string[];
  /** The live episode. */
  episode?: Episode;
}
