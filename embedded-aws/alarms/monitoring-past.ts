import type { Verdict } from "./evaluate-alarm";
import type { PublishedSamples } from "./metrics";

/** What CloudWatch knows of the past. */
export interface MonitoringPast {
  /** Of each alarm, by its ARN. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly published: PublishedSamples;
}
