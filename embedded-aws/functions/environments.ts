import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { AwsClients } from "../aws-clients";
import type { RoleCredentials } from "../permissions/principals";
import type { World } from "../processes/node-process";
import { readDeployedZip, unpack } from "./deployed-zip";
import { ExecutionEnvironment, type Outcome } from "./execution-environment";
import { memoryOf, processEnvironment } from "./process-environment";

/** How long Lambda keeps a frozen process. Not documented; published measurements say 5 to 15 minutes. */
const KEPT_WARM_MS = 10 * 60_000;

/** RFC 5737's documentation range: the address of a function outside a VPC belongs to AWS and is nobody's. */
const FUNCTION_ADDRESS = "192.0.2.77";

export interface EnvironmentsOptions extends World {
  readonly deployed: AwsClients;
  /** The gateway, which the function's AWS SDK talks to. */
  readonly endpoint: string;
  /** Existing folder for unpacked code. */
  readonly folder: string;
  /** Credentials of the function's role. @throws Error if its trust policy does not let Lambda assume it */
  readonly assumeRole: (roleArn: string, sessionName: string, functionArn: string) => Promise<RoleCredentials>;
}

/** A process for a call, or why there is none. */
export type Found =
  | { readonly environment: ExecutionEnvironment; readonly coldStart: boolean }
  | { readonly environment?: undefined; readonly failure: Outcome };

/** The processes of all functions: as many of each as it has events at once. */
export class Environments {
  /** By what was deployed: after a deployment the old processes get no more events. */
  private readonly kept = new Map<string, ExecutionEnvironment[]>();

  constructor(private readonly options: EnvironmentsOptions) {}

  /** A process of what is deployed, warm if there is one, and taken for the call that is about to come. */
  async find(configuration: FunctionConfiguration, region: string, location: string): Promise<Found> {
    const { clock, assumeRole } = this.options;
    const { FunctionName: functionName = "", FunctionArn: functionArn = "" } = configuration;
    const key = `${region} ${functionName} ${JSON.stringify(configuration)}`;
    const kept = (this.kept.get(key) ?? []).filter((environment) => {
      const isOld = environment.isFree && clock.now() - environment.idleSince > KEPT_WARM_MS;
      if (isOld) environment.stop();
      return !isOld;
    });
    this.kept.set(key, kept);
    for (const [other, environments] of this.kept) {
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
      return { failure: { kind: "error", error: { errorType: "AccessDeniedException", errorMessage } } };
    }
    const environment = await clock.hold(`starting a process for ${functionName}`, () =>
      this.start(configuration, region, location, credentials),
    );
    this.kept.get(key)?.push(environment);
    return { environment: environment.take(), coldStart: true };
  }

  /** Kills every process. */
  stop(): void {
    for (const environments of this.kept.values()) for (const environment of environments) environment.stop();
    this.kept.clear();
  }

  /** Kills the processes of a region. */
  stopIn(region: string): void {
    for (const [key, environments] of this.kept)
      if (key.startsWith(`${region} `)) for (const environment of environments) environment.stop();
  }

  private async start(
    configuration: FunctionConfiguration,
    region: string,
    location: string,
    credentials: RoleCredentials,
  ): Promise<ExecutionEnvironment> {
    const { deployed, endpoint, folder } = this.options;
    const { FunctionName: functionName = "", CodeSha256: sha256 = "" } = configuration;
    const zip = await readDeployedZip(deployed, { functionName, region, location, sha256 });
    const taskRoot = await mkdtemp(join(folder, "function-"));
    await unpack(zip, taskRoot);
    return new ExecutionEnvironment(this.options, taskRoot, {
      name: `function ${functionName}`,
      environment: processEnvironment(configuration, { region, taskRoot, endpoint, credentials }),
      memoryMb: memoryOf(configuration),
      caller: { kind: "function", address: FUNCTION_ADDRESS, region },
    });
  }
}
