import type { Answer } from "./command";
import type { Episode } from "./episode";
import type { Order } from "./order";
import type { CONTRACT_VERSION } from "./version";

/** What the controller remembers between two invocations; one S3 object, replaced as a whole under its ETag. */
export interface Memory {
  version: typeof CONTRACT_VERSION;
  /** First invocation of this deployment, in milliseconds since 1970-01-01 UTC. */
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
  /** Since when a proven standby runs that nobody has asked for, as far as the controller knows; until it does not run. */
  stray?: number;
  /** Messages that were decided on and must not be composed again, by their key. */
  told: string[];
  /**
   * Messages that SNS may not have taken yet, oldest first. They come with the write that decides on them, and go with a
   * write after SNS has taken them, so that no crash in between loses one.
   */
  outbox?: Letter[];
  /** The live episode. */
  episode?: Episode;
  /** Episodes that have ended and whose documents are not written yet. */
  finished?: Episode[];
  /** The operator's command that is being carried out. */
  order?: Order;
  maintenance?: Maintenance;
  /** The latest requests and their answers, so that a request with the same id is one request. Newest last. */
  receipts?: Receipt[];
}

/** A message to people as it was composed, in words: a later version of the controller sends what this one meant. */
export interface Letter {
  /** As in `told`. */
  key: string;
  /** When what it says was seen, in milliseconds since 1970-01-01 UTC. */
  composedAt: number;
  subject: string;
  text: string;
}

/**
 * How many letters are kept while SNS takes none: more than a whole failover and its failback tell. Of more, the newest
 * are kept: the older ones are the less true.
 */
export const MAXIMUM_LETTERS = 20;

/**
 * How many ended episodes are kept while S3 takes no documents, the newest: each is up to 20 KB, the whole memory is read
 * at every look, and an episode lasts for a grace period at least, so that people have been told of the failure for long.
 */
export const MAXIMUM_FINISHED = 10;

export interface Receipt {
  id: string;
  answer: Answer;
}

/** How many receipts are kept: a person repeats the last request, not the twentieth before. */
export const MAXIMUM_RECEIPTS = 20;

/** While it lasts nothing is committed and nothing is stopped. Times are milliseconds since 1970-01-01 UTC. */
export interface Maintenance {
  since: number;
  until: number;
  reason: string;
  /** `running`: the standby is kept serving meanwhile; `left alone`: nothing is started either. */
  standby: "running" | "left alone";
}
