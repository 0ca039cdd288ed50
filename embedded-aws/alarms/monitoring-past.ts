import type { Verdict } from "./evaluate-alarm";
import type { PublishedSamples } from "./metrics";

/** What CloudWatch and Route 53's checkers know of the past. */
export interface MonitoringPast {
  /** Of each alarm, by its ARN. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly published: PublishedSamples;
  /** Whether the checkers of each endpoint's check believe it healthy, by the check's id. */
  readonly beliefs: ReadonlyMap<string, boolean>;
}
