/**
 * The recovery time as a distribution, as `rehearsal-report/recovery-time.json` holds it: `npm run recovery-time` writes
 * it, and the report's page shows it where it is there. Seconds of AWS time.
 */
export interface RecoveryTimeReport {
  readonly version: 2;
  /** The file, as the user wrote it. */
  readonly configuration: string;
  readonly workload: string;
  readonly draws: number;
  readonly seed: number;
  /** What the configuration's output promises. */
  readonly promised: number;
  /** In their order; the first is the deployed one. */
  readonly designs: readonly { readonly name: string; readonly means: string }[];
  /** One for each design and disaster, but for a design that saves nobody in it. */
  readonly rows: readonly RecoveryTimeRow[];
  readonly assumptions: readonly { readonly name: string; readonly range: string; readonly source: string }[];
}

export interface RecoveryTimeRow {
  /** E.g. `Pilot Light`, `the classic recipe`, `the schedule alone`, `TTL 10, threshold 2`. */
  readonly design: string;
  readonly disaster: "instance stopped" | "region black";
  readonly median: number;
  readonly percentile1: number;
  readonly percentile99: number;
  /** Share of draws, 0 to 1, that are over by each whole second from 0; ends with the first that is 1. */
  readonly overBy: readonly number[];
  /** What the median outage is spent on, in order; the sum is about the median. */
  readonly spent: readonly { readonly part: string; readonly seconds: number }[];
  readonly limit: RecoveryTimeLimit;
}

/** What no trigger could be faster than, for a client whose resolver asked just before the disaster. */
export interface RecoveryTimeLimit {
  /** Median until every name server answers the standby. */
  readonly checks: number;
  /** Median from StartInstances to the first good answer. */
  readonly boot: number;
  /** For which that resolver keeps the old answer. */
  readonly ttl: number;
  /** The larger of checks and boot, and the TTL. */
  readonly seconds: number;
}
