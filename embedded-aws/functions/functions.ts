import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { type FunctionConfiguration, GetFunctionCommand } from "@aws-sdk/client-lambda";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import type { RoleCredentials } from "../permissions/principals";
import type { RoleMay } from "../permissions/role-rights";
import type { World } from "../processes/node-process";
import { readDeployedZip, unpack } from "./deployed-zip";
import { ExecutionEnvironment, type Outcome } from "./execution-environment";
import { writeFunctionLog } from "./function-log";
import { logGroupOf, memoryOf, processEnvironment, timeoutOf } from "./process-environment";

/**
 * From an event to the first line of the function's code, in milliseconds of AWS time. AWS speaks of "under 100 ms to over
 * 1 second" for a cold start; a Node function with the SDK lies in between. A warm one starts at once.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#cold-start-latency
 */
const COLD_START_MS = 600;
const WARM_START_MS = 5;
/** How long Lambda keeps a frozen process. Not documented; published measurements say 5 to 15 minutes. */
const KEPT_WARM_MS = 10 * 60_000;

/** What an invocation was and what became of it. Times are AWS time in milliseconds. */
export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly coldStart: boolean;
  readonly outcome: Outcome;
  /** What the function printed, in order. */
  readonly logLines: readonly string[];
}

export interface FunctionsOptions extends World {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
  /** The gateway, which the function's AWS SDK talks to. */
  readonly endpoint: string;
  /** Existing folder for unpacked code. */
  readonly folder: string;
  readonly roleMay: RoleMay;
  /** Credentials of the function's role. @throws Error if its trust policy does not let Lambda assume it */
  readonly assumeRole: (roleArn: string, sessionName: string, functionArn: string) => Promise<RoleCredentials>;
  readonly onInvocation: (invocation: Invocation) => void;
}

/** Runs deployed Lambda functions, each in Node processes of its own: as many as it has events at once. */
export class Functions {
  /** By what was deployed: after a deployment the old processes get no more events. */
  private readonly environments = new Map<string, ExecutionEnvironment[]>();
  private readonly running = new Map<string, number>();
  private readonly most = new Map<string, number>();

  constructor(private readonly options: FunctionsOptions) {}

  /** The most invocations of a function that ran at the same time. */
  mostAtOnce(functionArn: string): number {
    return this.most.get(functionArn) ?? 0;
  }

  /**
   * Invokes a function with its deployed code, handler, environment, timeout and memory; resolves in AWS time.
   * An error of the function itself is an outcome; it throws only if the function cannot be run at all.
   */
  async invoke(functionName: string, region: string, event: unknown): Promise<Invocation> {
    const { clock, state, onInvocation } = this.options;
    const deployed = await state.read(`function ${functionName} in ${region}`, ["lambda"], () =>
      this.options.deployed.lambda(region).send(new GetFunctionCommand({ FunctionName: functionName })),
    );
    const { Configuration: configuration, Code: code } = deployed;
    if (!configuration?.CodeSha256 || !code?.Location)
      throw new Error(
        `Function ${functionName} in ${region} has no zip. The embedded AWS runs functions from a zip only.`,
      );
    const functionArn = configuration.FunctionArn ?? "";
    const requestId = randomUUID();
    const startedAt = clock.now();
    const lines: { timestamp: number; message: string }[] = [];
    const say = (message: string) => void lines.push({ timestamp: clock.now(), message });
    const end = (outcome: Outcome, coldStart: boolean): Invocation => {
      this.count(functionArn, -1);
      const logLines = lines.slice(1).map(({ message }) => message);
      const endedAt = clock.now();
      return { requestId, functionArn, event, startedAt, endedAt, coldStart, outcome, logLines };
    };
    this.count(functionArn, 1);
    say(`START RequestId: ${requestId} Version: $LATEST`);
    const { environment, coldStart, failure } = await this.environmentFor(configuration, region, code.Location);
    let invocation: Invocation;
    if (environment) {
      await clock.sleep(coldStart ? COLD_START_MS : WARM_START_MS);
      const context = {
        awsRequestId: requestId,
        functionName,
        functionVersion: "$LATEST",
        invokedFunctionArn: functionArn,
        memoryLimitInMB: String(memoryOf(configuration)),
        logGroupName: logGroupOf(configuration),
      };
      invocation = end(await environment.invoke(event, context, timeoutOf(configuration), say), coldStart);
    } else invocation = end(failure, true);
    say(`END RequestId: ${requestId}`);
    say(
      `REPORT RequestId: ${requestId}\tDuration: ${invocation.endedAt - startedAt} ms\tMemory Size: ${memoryOf(configuration)} MB`,
    );
    onInvocation(invocation);
    const log = { region, logGroup: logGroupOf(configuration), functionArn, roleArn: configuration.Role ?? "" };
    await writeFunctionLog(this.options, log, lines);
    return invocation;
  }

  /** Kills every process. */
  stop(): void {
    for (const environments of this.environments.values()) for (const environment of environments) environment.stop();
    this.environments.clear();
  }

  /** Kills the processes of a region that has gone dark. */
  stopIn(region: string): void {
    for (const [key, environments] of this.environments)
      if (key.startsWith(`${region} `)) for (const environment of environments) environment.stop();
  }

  private count(functionArn: string, change: 1 | -1): void {
    const now = (this.running.get(functionArn) ?? 0) + change;
    this.running.set(functionArn, now);
    this.most.set(functionArn, Math.max(now, this.mostAtOnce(functionArn)));
  }

  private async environmentFor(
    configuration: FunctionConfiguration,
    region: string,
    location: string,
  ): Promise<
    | { environment: ExecutionEnvironment; coldStart: boolean; failure?: undefined }
    | { environment?: undefined; coldStart: true; failure: Outcome }
  > {
    const { clock, endpoint, folder, deployed, assumeRole } = this.options;
    const { FunctionName: functionName = "", FunctionArn: functionArn = "" } = configuration;
    const key = `${region} ${functionName} ${JSON.stringify(configuration)}`;
    const kept = (this.environments.get(key) ?? []).filter((environment) => {
      const isOld = environment.isFree && clock.now() - environment.idleSince > KEPT_WARM_MS;
      if (isOld) environment.stop();
      return !isOld;
    });
    this.environments.set(key, kept);
    for (const [other, environments] of this.environments) {
      if (other === key || !other.startsWith(`${region} ${functionName} `)) continue;
      for (const environment of environments) if (environment.isFree) environment.stop();
    }
    const free = kept.find((environment) => environment.isFree);
    if (free) return { environment: free.take(), coldStart: false };

    let credentials: RoleCredentials;
    try {
      credentials = await clock.hold(`assuming the role of ${functionName}`, () =>
        assumeRole(configuration.Role ?? "", functionName, functionArn),
      );
    } catch (error) {
      // Lambda answers so to who invokes; the function never runs.
      const errorMessage = error instanceof Error ? error.message : String(error);
      return {
        coldStart: true,
        failure: { kind: "error", error: { errorType: "AccessDeniedException", errorMessage } },
      };
    }
    const environment = await clock.hold(`starting a process for ${functionName}`, async () => {
      const wanted = { functionName, region, location, sha256: configuration.CodeSha256 ?? "" };
      const zip = await readDeployedZip(deployed, wanted);
      const taskRoot = await mkdtemp(join(folder, "function-"));
      await unpack(zip, taskRoot);
      return new ExecutionEnvironment(this.options, taskRoot, {
        name: `function ${functionName}`,
        environment: processEnvironment(configuration, { region, taskRoot, endpoint, credentials }),
        // Lambda kills a function that needs more than its memory.
        nodeOptions: [`--max-old-space-size=${memoryOf(configuration)}`],
        caller: { kind: "function", address: FUNCTION_ADDRESS, region },
      });
    });
    this.environments.get(key)?.push(environment);
    return { environment: environment.take(), coldStart: true };
  }
}

/** RFC 5737's documentation range: the address of a function outside a VPC belongs to AWS and is nobody's. */
const FUNCTION_ADDRESS = "192.0.2.77";
