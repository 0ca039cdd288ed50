import type { Call } from "./calls";

/** Why a call was not permitted. */
export interface Refusal {
  /** ARN of the role whose session called; undefined for everybody else. */
  readonly roleArn: string | undefined;
  /** As policies name it, e.g. `ec2:StartInstances`. */
  readonly action: string;
  /** Names the deployed policy, for people. */
  readonly because: string;
}

/** What became of a call: the HTTP status of its answer and, where policies refused it, why; or why there was no answer. */
export type CallResult =
  | { readonly status: number; readonly refused?: Refusal | undefined }
  | { readonly failure: string };

/** A call without what may be megabytes. */
export type CallHead = Pick<Call, "who" | "service" | "region" | "action" | "method" | "url">;

export interface LoggedCall {
  /** AWS time at which the gateway had read the request's head, in milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly call: CallHead;
  readonly result: CallResult;
}

/** A Terraform run of all stacks makes under a thousand calls; this keeps a whole rehearsal's tail in a few megabytes. */
const CALLS_KEPT = 5_000;
/** S3's longest key is 1 KiB and percent-encoding triples it; an address beyond that is nobody's to read. */
const URL_KEPT = 1_024;

/** Who called what, where, when and with what result: the last CALLS_KEPT calls. */
export class CallLog {
  private readonly kept: LoggedCall[] = [];
  private readonly called = new Set<string>();

  add({ at, call, result }: LoggedCall): void {
    const { who, service, region, action, method, url } = call;
    const short = { action: action.slice(0, URL_KEPT), url: url.slice(0, URL_KEPT) };
    this.kept.push({ at, call: { who, service, region, method, ...short }, result });
    if (region) this.called.add(region);
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
    return this.kept.slice(-count).map(({ at, call, result }) => {
      const outcome = "status" in result ? String(result.status) : result.failure;
      return [new Date(at).toISOString(), call.who, call.region ?? "-", call.service, call.action, outcome].join("  ");
    });
  }
}
