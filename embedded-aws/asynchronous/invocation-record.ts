import type { Outcome } from "../functions/execution-environment";
import { responsePayload } from "../functions/invocation";

/** How one run of a function ended, as far as its queue is concerned. */
export type RunOutcome =
  | Outcome
  /** No concurrency was left. */
  | { readonly kind: "throttled" };

export type GivenUp = "RetriesExhausted" | "EventAgeExceeded";

/** An event that failed for good. */
export interface FailedEvent {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  readonly condition: GivenUp;
  /** Runs, not counting throttled ones. */
  readonly runs: number;
  /** The last run's error, if it ever ran. */
  readonly failure: Extract<RunOutcome, { kind: "error" | "timeout" }> | undefined;
}

/**
 * What a destination gets.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
 * @param at AWS time in milliseconds
 */
export function invocationRecord(failed: FailedEvent, at: number): object {
  const { requestId, functionArn, event, condition, runs, failure } = failed;
  return {
    version: "1.0",
    timestamp: new Date(at).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: runs,
    },
    requestPayload: event,
    // Not documented for an event that never ran; assumed to be absent, as is all that a run would have said.
    ...(failure && {
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: responsePayload(failure, requestId),
    }),
  };
}

/**
 * A dead-letter message's attributes; its body is the event.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function deadLetterAttributes({ requestId, failure }: FailedEvent): Record<string, string> {
  /** "The first 1 KB of the error message." */
  const MESSAGE_CHARACTERS = 1024;
  const message = failure ? responsePayload(failure, requestId).errorMessage : "The event was too old.";
  return { RequestID: requestId, ErrorCode: "200", ErrorMessage: message.slice(0, MESSAGE_CHARACTERS) };
}
