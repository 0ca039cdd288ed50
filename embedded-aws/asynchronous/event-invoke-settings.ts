import { GetFunctionConfigurationCommand, GetFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import type { AwsClients } from "../aws-clients";
import { unlessAbsent } from "../deliveries/absence";
import type { DeployedState } from "../deployed-state";

/** Lambda's own, where nothing was deployed. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const DEFAULT_RETRY_ATTEMPTS = 2;
const DEFAULT_AGE_SECONDS = 6 * 3600;

/** How a function's asynchronous events are handled. */
export interface EventInvokeSettings {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeMs: number;
  /** ARNs of where an event that failed for good goes. */
  readonly onFailure: string | undefined;
  readonly deadLetterQueue: string | undefined;
  readonly roleArn: string;
}

/** What was deployed for a function; undefined if there is no such function. */
export function readEventInvokeSettings(
  { state, deployed }: { state: DeployedState; deployed: AwsClients },
  { region, functionName }: { region: string; functionName: string },
): Promise<EventInvokeSettings | undefined> {
  return state.read(`asynchronous settings of ${functionName} in ${region}`, ["lambda"], async () => {
    const lambda = deployed.lambda(region);
    const absent = ["ResourceNotFoundException"];
    const FunctionName = functionName;
    const found = await unlessAbsent(absent, lambda.send(new GetFunctionConfigurationCommand({ FunctionName })));
    if (!found) return undefined;
    const config = await unlessAbsent(absent, lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })));
    return {
      maximumRetryAttempts: config?.MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
      maximumEventAgeMs: (config?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000,
      onFailure: config?.DestinationConfig?.OnFailure?.Destination || undefined,
      deadLetterQueue: found.DeadLetterConfig?.TargetArn || undefined,
      roleArn: found.Role ?? "",
    };
  });
}
