import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type FunctionConfiguration, GetFunctionCommand } from "@aws-sdk/client-lambda";
import type { AddressTable } from "./address-table";
import { type AwsClients, credentialsOf } from "./aws-clients";
import { readDeployedZip, unpack } from "./deployed-zip";
import { type Outcome, runHandler } from "./function-process";

/** Lambda's own defaults, where a deployment says nothing. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/** What an invocation was and what became of it. */
export interface Invocation {
  readonly requestId: string;
  readonly outcome: Outcome;
  /** Time that `require` of the deployed code took, in its own process; undefined if it never finished. */
  readonly loadMilliseconds: number | undefined;
  /** What the function printed, in order. */
  readonly logLines: readonly string[];
}

/** Runs deployed Lambda functions, each invocation in a Node process of its own: every call is a cold start. */
export class Functions {
  private readonly running = new Set<AbortController>();

  constructor(
    private readonly options: {
      readonly deployed: AwsClients;
      readonly table: AddressTable;
      /** The gateway, which the function's AWS SDK talks to. */
      readonly endpoint: string;
      /** Existing folder for unpacked code. */
      readonly folder: string;
      /** Holds preload.js and run-handler.js: `embedded-aws/inside-function` of the project. */
      readonly insideFunction: string;
      readonly onLogLine?: (line: string, functionName: string) => void;
    },
  ) {
    if (!existsSync(join(options.insideFunction, "preload.js")))
      throw new Error(`${options.insideFunction} holds no preload.js. Run this from the project's folder.`);
  }

  /**
   * Invokes a function synchronously with its deployed code, handler, environment and timeout.
   * An error of the function itself is an outcome; it throws only if the function cannot be run at all.
   */
  async invoke(functionName: string, region: string, event: unknown): Promise<Invocation> {
    const { Configuration, Code } = await this.options.deployed
      .lambda(region)
      .send(new GetFunctionCommand({ FunctionName: functionName }));
    if (!Configuration?.CodeSha256 || !Code?.Location)
      throw new Error(
        `Function ${functionName} in ${region} has no zip. The embedded AWS runs functions from a zip only.`,
      );
    const zip = await readDeployedZip(this.options.deployed, {
      functionName,
      region,
      location: Code.Location,
      sha256: Configuration.CodeSha256,
    });
    const taskRoot = await mkdtemp(join(this.options.folder, "function-"));
    const abort = new AbortController();
    this.running.add(abort);
    try {
      await unpack(zip, taskRoot);
      return await this.run(Configuration, region, taskRoot, event, abort.signal);
    } finally {
      this.running.delete(abort);
      await rm(taskRoot, { recursive: true, force: true });
    }
  }

  /** Kills every invocation that is under way. */
  stop(): void {
    for (const abort of this.running) abort.abort();
  }

  private async run(
    configuration: FunctionConfiguration,
    region: string,
    taskRoot: string,
    event: unknown,
    signal: AbortSignal,
  ): Promise<Invocation> {
    const requestId = randomUUID();
    const logLines: string[] = [];
    const functionName = configuration.FunctionName ?? "";
    const { outcome, loadMilliseconds } = await runHandler({
      insideFunction: this.options.insideFunction,
      environment: {
        ...this.environmentOf(configuration, region, taskRoot),
        EMBEDDED_AWS_ADDRESS_TABLE: this.options.table.serialize(),
      },
      event,
      context: {
        awsRequestId: requestId,
        functionName,
        functionVersion: "$LATEST",
        invokedFunctionArn: configuration.FunctionArn ?? "",
        memoryLimitInMB: String(configuration.MemorySize ?? DEFAULT_MEMORY_MB),
        logGroupName: logGroupOf(configuration),
        timeoutMilliseconds: (configuration.Timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
      },
      signal,
      onLogLine: (line) => {
        logLines.push(line);
        this.options.onLogLine?.(line, functionName);
      },
    });
    return { requestId, outcome, loadMilliseconds, logLines };
  }

  /** What Lambda sets, beneath what was deployed. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  private environmentOf(
    configuration: FunctionConfiguration,
    region: string,
    taskRoot: string,
  ): Record<string, string> {
    const { accessKeyId, secretAccessKey } = credentialsOf("FUNCTION");
    return {
      ...configuration.Environment?.Variables,
      _HANDLER: configuration.Handler ?? "",
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: this.options.endpoint,
      AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime ?? ""}`,
      AWS_LAMBDA_FUNCTION_NAME: configuration.FunctionName ?? "",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize ?? DEFAULT_MEMORY_MB),
      AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(configuration),
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      LAMBDA_TASK_ROOT: taskRoot,
      TZ: ":UTC",
      LANG: "en_US.UTF-8",
    };
  }
}

const logGroupOf = (configuration: FunctionConfiguration) =>
  configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${configuration.FunctionName}`;
