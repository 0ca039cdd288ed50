import type { Verdict } from "./evaluate";

/** A right that a role needed for what it did, and what the deployed policies said. */
export interface JudgedRight {
  readonly roleArn: string;
  /** e.g. `s3:GetObject` */
  readonly action: string;
  /** ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  readonly verdict: Verdict;
}

/** Every right that a role has ever needed, with every verdict on it, each once: what a role's policies are good for. */
export class JudgedRights {
  private readonly seen = new Map<string, JudgedRight>();

  add(judged: JudgedRight): void {
    const { roleArn, action, resource, verdict } = judged;
    this.seen.set([roleArn, action, resource, verdict.allowed ? verdict.by : verdict.because].join(" "), judged);
  }

  /** In the order in which they were first needed. */
  get all(): readonly JudgedRight[] {
    return [...this.seen.values()];
  }
}
