import type { Aws } from "./aws";
import type { Settings } from "./environment";
import type { LeaseHand } from "./lease";
import type { Log } from "./log";
import type { Attempts } from "./observe";

/** What acting takes. */
export interface Hands {
  settings: Settings;
  aws: Aws;
  lease: LeaseHand;
  now(): number;
  log: Log;
}

/** What came of a decision's actions. */
export interface Outcome {
  /** Those of the invocation, with what was tried now. */
  attempts: Attempts;
  /**
   * What became of the claim. After `lost` another look is due; after `failed` no claim can be made; after `not ours`
   * somebody else holds the lease, and everything but starting and committing is theirs.
   */
  claim: "none" | "won" | "lost" | "failed" | "not ours";
  /** For the dead-letter queue. */
  failures: string[];
}
