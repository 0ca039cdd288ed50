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
  /** Messages that were sent and must not be sent again, by their key. */
  told: string[];
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
