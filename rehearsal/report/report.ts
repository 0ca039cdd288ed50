/**
 * What a run found, as `rehearsal-report/report.json` holds it and the page beside it shows it. Times are AWS time in
 * milliseconds since 1970-01-01 UTC, unless they say otherwise.
 */
export interface Report {
  readonly version: 1;
  /** The configuration's file, as the user wrote it. */
  readonly configuration: string;
  /** Plays the same again. */
  readonly command: string;
  readonly seed: number;
  /** Of this machine's clock, ISO 8601. */
  readonly writtenAt: string;
  readonly scenarios: readonly ScenarioReport[];
}

/** One scenario, played once. */
export interface ScenarioReport {
  /** As `--scenario` takes it, e.g. `instance-stopped`. */
  readonly name: string;
  /** E.g. `The primary's instance is stopped`. */
  readonly title: string;
  /** What must be true, and what a product that lacks it would do to users; a sentence or two. */
  readonly purpose: string;
  readonly begunAt: number;
  /** The moment of the disaster; absent where there is none. */
  readonly struckAt?: number | undefined;
  readonly endedAt: number;
  readonly expectations: readonly ExpectationReport[];
  /** Absent where every expectation held. */
  readonly failure?: FailureReport | undefined;
  readonly workloads: readonly WorkloadReport[];
  /** Calls of AWS, oldest first; not Route 53's own looks at the lock, of which there are several a second. */
  readonly calls: readonly CallReport[];
  /** Calls that were made and are not in `calls`, which is bounded. */
  readonly callsLeftOut: number;
}

export interface ExpectationReport {
  /** E.g. `after a commit is effective, no user's request reaches the primary`. */
  readonly sentence: string;
  readonly when: "during" | "at the end";
  /** Undefined where the scenario ended before it was looked at. */
  readonly held: boolean | undefined;
}

export interface FailureReport {
  readonly expectation: string;
  readonly seen: string;
  /** The last calls of AWS around it, one line each. */
  readonly calls: readonly string[];
  /** The one command that repeats it. */
  readonly repeat: string;
}

export interface WorkloadReport {
  readonly name: string;
  readonly domain: string;
  readonly numbers: RecoveryNumbers;
  readonly lanes: readonly Lane[];
  /** What people received, in its order. */
  readonly messages: readonly MessageReport[];
}

/** Seconds of AWS time, all but the outages since the disaster; absent: did not happen in this scenario. */
export interface RecoveryNumbers {
  /** What the deployment promises. */
  readonly promised: number;
  /** As users saw it: from the last good answer to the first good answer that lasts. 0: nobody felt anything. */
  readonly worstOutage: number;
  readonly medianOutage: number;
  /**
   * The first sign of it in the controller's record: the first probe that failed, or name servers that had turned. Where the
   * record begins later than the standby's start, that start.
   */
  readonly detected?: number | undefined;
  /** StartInstances was accepted. */
  readonly ignited?: number | undefined;
  /** The standby serves at its own address. */
  readonly booted?: number | undefined;
  /** The first name server answers the standby's address. */
  readonly dnsTurned?: number | undefined;
  /** The lock was written. */
  readonly committed?: number | undefined;
}

/** In this order on the page, from those who judge down to those who are told. */
export const LANES = ["users", "DNS", "health checks", "alarm", "controller", "primary", "standby", "people"] as const;

/** A lane of the timeline: what lasts, and what happens in a moment. */
export interface Lane {
  readonly name: (typeof LANES)[number];
  readonly spans: readonly Span[];
  readonly moments: readonly Moment[];
}

/** How a state or an event is drawn; never by colour alone. */
export type Tone =
  /** As it should be on a quiet day: users at the primary, the check healthy, the instance running. */
  | "good"
  /** Saved: users at the standby, the lock exists. */
  | "saved"
  /** On the way: pending, stopping, some users here and some there. */
  | "changing"
  /** Nobody serves, unhealthy, dead, refused. */
  | "bad"
  /** Waiting on purpose: the standby is stopped, INSUFFICIENT_DATA, nothing is known yet. */
  | "idle";

export interface Span {
  readonly from: number;
  /** Undefined: went on when the scenario ended. */
  readonly to: number | undefined;
  readonly tone: Tone;
  /** Short enough for a bar: `primary`, `stopped`, `ALARM`. */
  readonly label: string;
  /** A sentence. */
  readonly text: string;
}

export interface Moment {
  readonly at: number;
  readonly tone: Tone;
  readonly label: string;
  readonly text: string;
}

export interface MessageReport {
  readonly at: number;
  readonly to: string;
  readonly subject: string;
  /** As they would read it. */
  readonly body: string;
}

export interface CallReport {
  readonly at: number;
  readonly who: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  /** The HTTP status, or why there was no answer. */
  readonly result: string;
}
