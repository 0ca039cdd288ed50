import type { AsynchronousOutcome } from "../asynchronous/asynchronous-invocations";
import { parseArn } from "../deliveries/arn";
import type { Invocation, Throttled } from "../functions/invocation";
import type { Value } from "./minute-statistics";

type Name =
  | "Invocations"
  | "Errors"
  | "Throttles"
  | "Duration"
  | "ConcurrentExecutions"
  | "AsyncEventsDropped"
  | "DeadLetterErrors"
  | "DestinationDeliveryFailures";

/**
 * Lambda's metrics of one function, with the dimension FunctionName alone. "The timestamp on a metric reflects when the
 * function was invoked." https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const measured = (functionArn: string, name: Name, at: number, value: number, unit = "Count"): Value => {
  const { region, resource } = parseArn(functionArn);
  const [, FunctionName = ""] = resource.split(":");
  return { metric: { region, namespace: "AWS/Lambda", name, dimensions: { FunctionName } }, at, value, unit };
};

/**
 * "Binary indicators": each invocation counts, and says whether it failed. That it also says 0 for Throttles is not
 * documented; assumed, since the console shows a line at 0 for functions that were never throttled.
 */
export function valuesOfInvocation(invocation: Invocation): Value[] {
  const { functionArn, startedAt, durationMs, concurrent, outcome } = invocation;
  const value = (name: Name, amount: number, unit?: string) => measured(functionArn, name, startedAt, amount, unit);
  return [
    value("Invocations", 1),
    value("Errors", outcome.kind === "result" ? 0 : 1),
    value("Throttles", 0),
    value("Duration", durationMs, "Milliseconds"),
    value("ConcurrentExecutions", concurrent),
  ];
}

/** "Throttled requests don't count as either Invocations or Errors." */
export const valuesOfThrottling = ({ functionArn, at }: Throttled): Value[] => [
  measured(functionArn, "Throttles", at, 1),
];

/** Of an asynchronous event that failed for good; a run is told by itself. */
export function valuesOfAsynchronous({ functionArn, at, outcome }: AsynchronousOutcome): Value[] {
  if (outcome.kind !== "given up") return [];
  const one = (name: Name) => measured(functionArn, name, at, 1);
  return [
    one("AsyncEventsDropped"),
    ...outcome.unreached.map((target) =>
      one(target === "dead-letter queue" ? "DeadLetterErrors" : "DestinationDeliveryFailures"),
    ),
  ];
}
