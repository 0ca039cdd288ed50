import type { CallResult, LoggedCall } from "../../embedded-aws/call-log";
import { ANONYMOUS } from "../../embedded-aws/calls";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";

/** A call of AWS, and who made it: a role's session by its name (a function's is the function's), anybody else by key. */
export interface WitnessedCall {
  readonly at: number;
  readonly who: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  /** `PUT`, `GET`, … */
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly result: CallResult;
}

/** A disaster of an hour makes 600; Terraform in the middle of it, thousands. Of more, the first and the latest are kept. */
const FIRST_KEPT = 2_000;
const LATEST_KEPT = 1_000;

/**
 * All calls of one embedded AWS but those of Route 53's checkers, which look at the lock several times a second. The
 * gateway's own log is shorter, and full of these.
 */
export class WitnessedCalls {
  readonly kept: WitnessedCall[] = [];
  leftOut = 0;
  private last: LoggedCall | undefined;

  constructor(private readonly aws: Pick<EmbeddedAws, "callLog" | "whoIs">) {}

  /** Takes over what was called since the last time; to be called each second or so, before the gateway's log forgets. */
  takeOver(): void {
    const { calls } = this.aws.callLog;
    const from = this.last === undefined ? 0 : calls.lastIndexOf(this.last) + 1;
    for (const logged of calls.slice(from)) this.take(logged);
    this.last = calls.at(-1);
  }

  private take({ at, call, result }: LoggedCall): void {
    if (call.who === ANONYMOUS) return;
    const { service, action, method, url } = call;
    this.kept.push({ at, who: this.nameOf(call.who), region: call.region ?? "", service, action, method, url, result });
    if (this.kept.length <= FIRST_KEPT + LATEST_KEPT) return;
    this.kept.splice(FIRST_KEPT, 1);
    this.leftOut += 1;
  }

  private nameOf(accessKeyId: string): string {
    const principal = this.aws.whoIs(accessKeyId);
    return principal.kind === "role session" ? principal.sessionName : accessKeyId;
  }
}

export const wasAccepted = ({ result }: Pick<WitnessedCall, "result">): boolean =>
  "status" in result && result.status >= 200 && result.status < 300;

/** For a person: the HTTP status, and why where it was refused; or why there was no answer. */
export function resultText(result: CallResult): string {
  if (!("status" in result)) return result.failure;
  return result.refused ? `${result.status}: ${result.refused.because}` : String(result.status);
}

/** One line, with seconds of AWS time since a moment. */
export function callText({ at, who, region, service, action, result }: WitnessedCall, since: number): string {
  const seconds = (at - since) / 1_000;
  const when = `${seconds < 0 ? "-" : "+"}${Math.abs(seconds).toFixed(1)} s`;
  return [when, who, region || "-", service, action, resultText(result)].join("  ");
}
