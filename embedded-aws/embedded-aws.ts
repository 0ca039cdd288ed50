import { join } from "node:path";
import { type AccountContents, prepareAccount } from "./account";
import type { AddressTable } from "./address-table";
import { AwsClients, credentialsOf, GLOBAL_REGION } from "./aws-clients";
import type { CallLog } from "./call-log";
import { allRegions, awsTimeFile, type ControlPlane, startControlPlane } from "./control-plane";
import { DataPlane, type Happenings } from "./data-plane";
import { Faults } from "./faults";
import { type Inventory, takeInventory } from "./inventory";
import { requireInsideProcess } from "./processes/node-process";
import { seededRandom } from "./seeded-random";
import type { DrivenClock } from "./time/clock";
import { RealClock } from "./time/real-clock";
import { TimeOfDay } from "./time/time-of-day";
import { VirtualClock } from "./time/virtual-clock";

/** Who runs Terraform and the rehearsal's own calls, in the call log. */
const OPERATOR = "OPERATOR";
/** How often a condition is looked at, in milliseconds of AWS time. */
const LOOK_EVERY_MS = 1_000;

export interface EmbeddedAwsOptions extends AccountContents {
  /** Existing folder for logs, unpacked functions and messages, absolute; the caller removes it. */
  readonly folder: string;
  /** Where to look for moto_server and what can start it, as in `PATH`. */
  readonly searchPath: string;
  /** This folder of the project, absolute: what runs inside other processes is loaded from it. */
  readonly source: string;
  /** Whether AWS time is this machine's, instead of one in which this machine's work does not count. */
  readonly realTime?: boolean;
  /** For every phase and every jitter: the same seed, the same story. */
  readonly seed?: number;
  readonly happenings?: Partial<Happenings>;
}

/** An AWS on this machine: moto's control plane, and a data plane that does what was deployed. */
export interface EmbeddedAws extends Pick<ControlPlane, "state" | "deployed" | "power" | "roleMay"> {
  /** `http://127.0.0.1:PORT`, the gateway. */
  readonly endpoint: string;
  /** What a client's process needs, e.g. Terraform's. The caller drops every other AWS_ variable (AWS_PROFILE first). */
  readonly environment: Readonly<Record<string, string>>;
  /** For the caller's own clients: they are logged like everybody's. */
  readonly clients: AwsClients;
  readonly clock: DrivenClock;
  readonly random: () => number;
  readonly dataPlane: DataPlane;
  readonly addressTable: AddressTable;
  readonly faults: Faults;
  readonly callLog: CallLog;
  /** moto's own log, for a failure's report. */
  readonly motoLogFile: string;
  /** Opens what a deployment has added. Run it after each deployment. */
  refresh(): Promise<void>;
  /**
   * Lets AWS time run until something is true, looked at every second of it; then it stands still again.
   * @throws Error if it is not true in time, or if a part of the embedded AWS failed meanwhile
   */
  runUntil(what: string, isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<void>;
  /** Everything that exists, in the account's regions and, named as such, wherever else somebody called. */
  inventory(): Promise<Inventory>;
  /** Ends every process and server. May be called again. */
  stop(): Promise<void>;
}

/** Starts the embedded AWS, its time standing still; what was started is stopped again if the start fails half way. */
export async function startEmbeddedAws(options: EmbeddedAwsOptions): Promise<EmbeddedAws> {
  const { folder, source, seed = 1 } = options;
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  let fail: (error: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {}); // Heard by whoever lets time run.
  try {
    requireInsideProcess(join(source, "inside-process"));
    const { clock, timeFile } = makeClock(folder, options.realTime ?? false, fail, stops);
    const faults = new Faults();
    const regions = allRegions(options.regions);
    const random = seededRandom(seed);
    let dataPlane: DataPlane | undefined;
    const controlPlane = await startControlPlane({
      ...options,
      clock,
      faults,
      awsTime: timeFile === undefined ? undefined : { file: timeFile, insideMoto: join(source, "inside-moto") },
      answers: () => dataPlane?.answers ?? [],
      onStarted: (stopPart) => void stops.push(stopPart),
      onFailure: fail,
    });
    const { gateway, moto, deployed, state, power, roleMay } = controlPlane;
    await prepareAccount(deployed, { ...options, regions });
    const { happenings = {} } = options;
    dataPlane = new DataPlane({
      ...controlPlane,
      clock,
      timeFile,
      faults,
      regions,
      random,
      folder,
      source,
      happenings,
      onFailure: fail,
    });
    const plane = dataPlane;
    stops.push(() => plane.stop());
    const clients = new AwsClients(gateway.endpoint, OPERATOR);
    stops.push(() => clients.close());
    await plane.refresh();

    return {
      endpoint: gateway.endpoint,
      environment: environmentOf(gateway.endpoint, gateway.ipRangesUrl),
      clients,
      clock,
      random,
      dataPlane: plane,
      addressTable: plane.table,
      faults,
      state,
      deployed,
      power,
      roleMay,
      callLog: gateway.log,
      motoLogFile: moto.logFile,
      refresh: () => plane.refresh(),
      runUntil: (what, isTrue, withinMs) => Promise.race([runUntil(clock, what, isTrue, withinMs), failure]),
      inventory: async () => {
        const elsewhere = [...gateway.log.regions].filter((region) => !regions.includes(region));
        const strays = elsewhere.map((region) => `${region} was called, which is none of this account's regions`);
        return [...(await takeInventory(moto.endpoint, regions)), ...strays].sort();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function makeClock(
  folder: string,
  realTime: boolean,
  onFailure: (error: Error) => void,
  stops: (() => void)[],
): { clock: DrivenClock; timeFile?: string } {
  if (realTime) {
    const clock = new RealClock(onFailure);
    stops.push(() => clock.stop());
    return { clock };
  }
  const start = Date.now();
  const timeOfDay = new TimeOfDay(awsTimeFile(folder), start);
  const clock = new VirtualClock(start, { onTime: timeOfDay.write, onFailure });
  stops.push(() => timeOfDay.close());
  stops.push(() => clock.stop());
  return { clock, timeFile: timeOfDay.file };
}

async function runUntil(
  clock: DrivenClock,
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const begun = clock.now();
  clock.start();
  try {
    while (!(await clock.hold(`looking whether ${what}`, async () => isTrue()))) {
      if (clock.now() - begun >= withinMs) throw new Error(`not within ${withinMs / 1_000} s of AWS time: ${what}.`);
      await clock.sleep(LOOK_EVERY_MS);
    }
  } finally {
    clock.pause();
  }
}

function environmentOf(endpoint: string, ipRangesUrl: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(OPERATOR);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: GLOBAL_REGION,
    AWS_DEFAULT_REGION: GLOBAL_REGION, // The AWS CLI and boto3 read only this one.
    // The user's own configuration and an instance's role must never be used by mistake.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    // Terraform's variable for the published ranges of AWS's own addresses.
    TF_VAR_ip_ranges_url: ipRangesUrl,
  };
}
