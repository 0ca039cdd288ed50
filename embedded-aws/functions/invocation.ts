import type { ThrottleReason } from "./concurrency";
import { EXIT_ERROR, type Outcome } from "./execution-environment";
import type { LogLine } from "./function-log";

/** What an invocation was and what became of it. Times are AWS time in milliseconds. */
export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly coldStart: boolean;
  /** In the function's own code, without the start of its process. */
  readonly durationMs: number;
  /** Invocations of this function at its start, this one included. */
  readonly concurrent: number;
  readonly outcome: Outcome;
  /** What the function printed, in order. */
  readonly logLines: readonly string[];
  /** What its log group gets: Lambda's own lines around and among what was printed. */
  readonly log: readonly LogLine[];
}

/** An invocation that did not take place, since too many did. */
export interface Throttled {
  readonly functionArn: string;
  readonly at: number;
  readonly outcome: { readonly kind: "throttled"; readonly reason: ThrottleReason };
}

/**
 * Lambda's own lines in a function's log. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export const startLine = (requestId: string) => `START RequestId: ${requestId} Version: $LATEST`;

export function endLines(
  requestId: string,
  ran: {
    durationMs: number;
    initMs: number | undefined;
    memoryMb: number;
    usedMb: number | undefined;
    outcome: Outcome;
  },
): string[] {
  const { durationMs, initMs, memoryMb, usedMb, outcome } = ran;
  const decimal = (milliseconds: number) => milliseconds.toFixed(2);
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${decimal(durationMs)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${memoryMb} MB`,
    ...(usedMb === undefined ? [] : [`Max Memory Used: ${usedMb} MB`]),
    ...(initMs === undefined ? [] : [`Init Duration: ${decimal(initMs)} ms`]),
  ];
  return [
    ...(outcome.kind === "timeout" ? [responsePayload(outcome, requestId).errorMessage] : []),
    ...(outcome.kind === "error" && outcome.error.errorType === EXIT_ERROR ? [outcome.error.errorMessage] : []),
    `END RequestId: ${requestId}`,
    report.join("\t"),
  ];
}

/** What a caller is answered, and a destination told, in place of a result. */
export function responsePayload(
  failure: Extract<Outcome, { kind: "error" | "timeout" }>,
  requestId: string,
): { readonly errorType: string; readonly errorMessage: string } {
  if (failure.kind === "error") return failure.error;
  const after = failure.afterSeconds.toFixed(2);
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${after} seconds`,
  };
}
