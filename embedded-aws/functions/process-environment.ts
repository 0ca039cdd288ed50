import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { RoleCredentials } from "../permissions/principals";

/** Lambda's own defaults, where a deployment says nothing. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/** In milliseconds. */
export const timeoutOf = ({ Timeout = DEFAULT_TIMEOUT_SECONDS }: FunctionConfiguration) => Timeout * 1_000;

/** In MB. */
export const memoryOf = ({ MemorySize = DEFAULT_MEMORY_MB }: FunctionConfiguration) => MemorySize;

export const logGroupOf = ({ LoggingConfig, FunctionName }: FunctionConfiguration) =>
  LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`;

/** What Lambda sets, beneath what was deployed. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export function processEnvironment(
  configuration: FunctionConfiguration,
  where: { region: string; taskRoot: string; endpoint: string; credentials: RoleCredentials },
): Record<string, string> {
  const { region, taskRoot, endpoint, credentials } = where;
  return {
    ...configuration.Environment?.Variables,
    _HANDLER: configuration.Handler ?? "",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime ?? ""}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.FunctionName ?? "",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryOf(configuration)),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(configuration),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LAMBDA_TASK_ROOT: taskRoot,
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
  };
}
