import type { Call } from "./calls";

/** What became of a call: moto's or a mend's HTTP status, or why there was no answer. */
export type CallResult = { readonly status: number } | { readonly failure: string };

export interface LoggedCall {
  readonly call: Call;
  readonly result: CallResult;
}

/** A Terraform run of all stacks makes under a thousand calls; this keeps a whole rehearsal's tail in a few megabytes. */
const CALLS_KEPT = 5_000;

/** Who called what, where and with what result: the last CALLS_KEPT calls. */
export class CallLog {
  private readonly kept: LoggedCall[] = [];
  private readonly called = new Set<string>();

  add(logged: LoggedCall): void {
    this.kept.push(logged);
    if (logged.call.region) this.called.add(logged.call.region);
    if (this.kept.length > CALLS_KEPT) this.kept.shift();
  }

  get calls(): readonly LoggedCall[] {
    return this.kept;
  }

  /** Every region that was ever called: nothing can have been deployed in another. */
  get regions(): ReadonlySet<string> {
    return this.called;
  }

  /** The last calls, oldest first, one line each, for a person who asks what happened just before a failure. */
  lastLines(count: number): string[] {
    return this.kept.slice(-count).map(({ call, result }) => {
      const outcome = "status" in result ? String(result.status) : result.failure;
      return [call.who, call.region ?? "-", call.service, call.action, outcome].join("  ");
    });
  }
}
