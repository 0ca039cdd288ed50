import { randomUUID } from "node:crypto";
import {
  type FunctionConfiguration,
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  GetFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { unlessAbsent } from "../deliveries/absence";
import type { DeployedState } from "../deployed-state";
import type { RoleMay } from "../permissions/role-rights";
import { Concurrency } from "./concurrency";
import { Environments, type EnvironmentsOptions } from "./environments";
import { type LogLine, writeFunctionLog } from "./function-log";
import { endLines, type Invocation, startLine, type Throttled } from "./invocation";
import { logGroupOf, memoryOf, timeoutOf } from "./process-environment";

/**
 * From an event to the first line of the function's code, in milliseconds of AWS time. AWS speaks of "under 100 ms to over
 * 1 second" for a cold start; a Node function with the SDK lies in between. A warm one starts at once.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#cold-start-latency
 */
const COLD_START_MS = 600;
const WARM_START_MS = 5;

export interface FunctionsOptions extends EnvironmentsOptions {
  readonly state: DeployedState;
  readonly roleMay: RoleMay;
  readonly onInvocation: (invocation: Invocation) => void;
  readonly onThrottled?: (throttled: Throttled) => void;
  /** Told of what has reached a function's log group. */
  readonly onLog?: (region: string, lines: readonly LogLine[]) => void;
}

type DeployedFunction = GetFunctionCommandOutput & { readonly reserved: number | undefined };

/** Runs deployed Lambda functions, each in Node processes of its own: as many as it has events at once. */
export class Functions {
  private readonly environments: Environments;
  private readonly concurrency = new Concurrency();

  constructor(private readonly options: FunctionsOptions) {
    this.environments = new Environments(options);
  }

  /** The most invocations of a function that ran at the same time. */
  mostAtOnce(functionArn: string): number {
    return this.concurrency.mostAtOnce(functionArn);
  }

  /** The ARN of a deployed function; undefined if there is none. */
  async find(functionName: string, region: string): Promise<string | undefined> {
    return (await this.read(functionName, region))?.Configuration?.FunctionArn;
  }

  /**
   * Invokes a function with its deployed code, handler, environment, timeout and memory; resolves in AWS time.
   * An error of the function itself is an outcome; it throws only if the function cannot be run at all.
   */
  async invoke(functionName: string, region: string, event: unknown): Promise<Invocation | Throttled> {
    const { clock, onInvocation, onThrottled } = this.options;
    const { Configuration: configuration, Code: code, reserved } = (await this.read(functionName, region)) ?? {};
    if (!configuration?.CodeSha256 || !code?.Location)
      throw new Error(
        `Function ${functionName} in ${region} has no zip. The embedded AWS runs functions from a zip only.`,
      );
    const functionArn = configuration.FunctionArn ?? "";
    const admitted = this.concurrency.begin(functionArn, reserved);
    if ("throttled" in admitted) {
      const outcome = { kind: "throttled", reason: admitted.throttled } as const;
      const throttled = { functionArn, at: clock.now(), outcome };
      onThrottled?.(throttled);
      return throttled;
    }
    let invocation: Invocation;
    try {
      const { running: concurrent } = admitted;
      invocation = await this.run(configuration, { region, location: code.Location, event, concurrent });
    } finally {
      admitted.end();
    }
    onInvocation(invocation);
    await this.log(configuration, region, invocation.log);
    return invocation;
  }

  /** Kills every process. */
  stop(): void {
    this.environments.stop();
  }

  /** Kills the processes of a region that has gone dark. */
  stopIn(region: string): void {
    this.environments.stopIn(region);
  }

  private read(functionName: string, region: string): Promise<DeployedFunction | undefined> {
    const { state, deployed } = this.options;
    return state.read(`function ${functionName} in ${region}`, ["lambda"], async () => {
      const [lambda, FunctionName] = [deployed.lambda(region), functionName];
      const found = await unlessAbsent(
        ["ResourceNotFoundException"],
        lambda.send(new GetFunctionCommand({ FunctionName })),
      );
      // moto's GetFunction leaves a reservation of 0 out, by which a function is switched off.
      const reservation = found && (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })));
      return found && { ...found, reserved: reservation?.ReservedConcurrentExecutions };
    });
  }

  private async run(
    configuration: FunctionConfiguration,
    called: { region: string; location: string; event: unknown; concurrent: number },
  ): Promise<Invocation> {
    const { clock } = this.options;
    const { region, location, event, concurrent } = called;
    const { FunctionArn: functionArn = "", FunctionName: functionName } = configuration;
    const requestId = randomUUID();
    const startedAt = clock.now();
    const log: LogLine[] = [];
    const logLines: string[] = [];
    const say = (message: string) => void log.push({ timestamp: clock.now(), message });
    say(startLine(requestId));
    const found = await this.environments.find(configuration, region, location);
    const { environment } = found;
    const coldStart = environment ? found.coldStart : true;
    let runAt = startedAt;
    let outcome: Invocation["outcome"];
    if (environment) {
      await clock.sleep(coldStart ? COLD_START_MS : WARM_START_MS);
      runAt = clock.now();
      const context = {
        awsRequestId: requestId,
        functionName,
        functionVersion: "$LATEST",
        invokedFunctionArn: functionArn,
        memoryLimitInMB: String(memoryOf(configuration)),
        logGroupName: logGroupOf(configuration),
      };
      outcome = await environment.invoke(event, context, timeoutOf(configuration), (line) => {
        logLines.push(line);
        say(line);
      });
    } else outcome = found.failure;
    const endedAt = clock.now();
    const durationMs = endedAt - runAt;
    const initMs = environment && coldStart ? COLD_START_MS : undefined;
    const usedMb = environment?.memoryUsedMb;
    const memoryMb = memoryOf(configuration);
    for (const line of endLines(requestId, { durationMs, initMs, memoryMb, usedMb, outcome })) say(line);
    const times = { startedAt, endedAt, coldStart, durationMs, concurrent };
    return { requestId, functionArn, event, ...times, outcome, logLines, log };
  }

  private async log(configuration: FunctionConfiguration, region: string, lines: readonly LogLine[]): Promise<void> {
    const { FunctionArn: functionArn = "", Role: roleArn = "" } = configuration;
    const group = { region, logGroup: logGroupOf(configuration), functionArn, roleArn };
    if (await writeFunctionLog(this.options, group, lines)) this.options.onLog?.(region, lines);
  }
}
