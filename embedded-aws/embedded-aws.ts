import { join } from "node:path";
import type { AccountContents } from "./account";
import type { AddressTable } from "./address-table";
import { AwsClients } from "./aws-clients";
import type { CallLog } from "./call-log";
import { clientEnvironment, credentialsEnvironment, OPERATOR } from "./client-environment";
import { type ControlPlane, startControlPlane } from "./control-plane";
import { DataPlane } from "./data-plane";
import { CachingResolver } from "./dns/caching-resolver";
import { Faults } from "./faults";
import { GLOBAL_REGION } from "./global-region";
import type { Happenings } from "./happenings";
import { type Inventory, takeInventory } from "./inventory";
import { forked, newAccount, type Origin, requireOwnFolder } from "./origin";
import type { Principal } from "./permissions/principal";
import { requireInsideProcess } from "./processes/node-process";
import { type Program, type RunningProgram, startProgram } from "./processes/program";
import { seededRandom } from "./seeded-random";
import type { DrivenClock } from "./time/clock";
import { makeRealClock, makeVirtualClock } from "./time/make-clock";
import { runUntil } from "./time/run-until";

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

export interface ForkOptions {
  /** Existing folder of the fork's own for logs, unpacked functions and messages, absolute; the caller removes it. */
  readonly folder: string;
  /** For the fork's phases and jitters; 1 if not given. */
  readonly seed?: number;
  readonly happenings?: Partial<Happenings>;
}

/** An AWS on this machine: moto's control plane, and a data plane that does what was deployed. */
export interface EmbeddedAws extends Pick<ControlPlane, "state" | "deployed" | "power" | "roleMay" | "judgedRights"> {
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
  /** A resolver that caches, as an Internet provider has one. */
  readonly resolver: CachingResolver;
  readonly faults: Faults;
  readonly callLog: CallLog;
  /** Rejects once a part of it has failed, moto first of all: from then on nothing can be relied on. Never resolves. */
  readonly failure: Promise<never>;
  /** moto's own log, for a failure's report. */
  readonly motoLogFile: string;
  /** Opens what a deployment has added. Run it after each deployment. */
  refresh(): Promise<void>;
  /**
   * Lets AWS time run until something is true, looked at every second of it; then it stands still again.
   * @throws Error if it is not true in time, or if a part of the embedded AWS failed meanwhile
   */
  runUntil(what: string, isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<void>;
  /**
   * Starts a Node program of a person's, e.g. an operator's command. It goes on while AWS time runs, and ends with this
   * AWS at the latest. `environment` of this AWS is added to the program's, beneath it.
   */
  startProgram(program: Program): RunningProgram;
  /**
   * What a person's process needs to call as this role, beside or over `environment`. The account's owner lets him assume
   * it; what he may do then, the role's policies say.
   */
  assumeRole(roleArn: string, sessionName: string): Readonly<Record<string, string>>;
  /** Who called with this access key id, as the call log holds it. */
  whoIs(accessKeyId: string): Principal;
  /** Everything that exists, in the account's regions and, named as such, wherever else somebody called. */
  inventory(): Promise<Inventory>;
  /**
   * An AWS that begins with what is deployed in this one at this moment, ids and power states included, and lives on by
   * itself: with its own endpoint, time, faults, phases and call log. Schedules and functions begin anew, and health
   * checks go on with what their checkers believe; what is under way here (messages, events, invocations) stays here. It
   * is stopped with this one at the latest.
   * @throws Error if moto was started in a way in which it cannot be forked, e.g. in a container
   */
  fork(options: ForkOptions): Promise<EmbeddedAws>;
  /** Ends every process and server, those of forks first. May be called again. */
  stop(): Promise<void>;
}

/** Starts the embedded AWS, its time standing still; what was started is stopped again if the start fails half way. */
export function startEmbeddedAws(options: EmbeddedAwsOptions): Promise<EmbeddedAws> {
  const { searchPath, source } = options;
  const regions = [...new Set([...options.regions, GLOBAL_REGION])];
  const contents = { ...options, regions };
  return begin({ ...options, regions }, newAccount({ searchPath, source, contents }));
}

type Settings = ForkOptions & Pick<EmbeddedAwsOptions, "regions" | "source" | "realTime">;

async function begin(settings: Settings, origin: Origin): Promise<EmbeddedAws> {
  const { folder, source, regions, seed = 1, happenings = {} } = settings;
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  let fail: (error: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {}); // Heard by whoever listens.
  try {
    requireInsideProcess(join(source, "inside-process"));
    const { clock, timeFile, ...made } = settings.realTime
      ? makeRealClock(fail)
      : makeVirtualClock(folder, origin.now, fail);
    stops.push(made.stop);
    const faults = new Faults();
    const random = seededRandom(seed);
    let dataPlane: DataPlane | undefined;
    const controlPlane = await startControlPlane({
      startMoto: () => origin.startMoto(folder, timeFile),
      instances: origin.instances,
      clock,
      faults,
      answers: () => dataPlane?.answers ?? [],
      onStarted: (stopPart) => void stops.push(stopPart),
      onFailure: fail,
    });
    const { gateway, moto, deployed, state, power, principals, roleMay, judgedRights } = controlPlane;
    await origin.prepare(deployed);
    dataPlane = new DataPlane({
      ...controlPlane,
      ...{ clock, timeFile, faults, regions, random, folder, source, happenings },
      monitoringPast: origin.monitoringPast,
      onFailure: fail,
    });
    const plane = dataPlane;
    stops.push(() => plane.stop());
    const resolver = await CachingResolver.listen(clock, plane.ask);
    stops.push(() => resolver.stop());
    const clients = new AwsClients(gateway.endpoint, OPERATOR);
    stops.push(() => clients.close());
    await plane.refresh();

    const environment = clientEnvironment(gateway.endpoint, gateway.ipRangesUrl);
    return {
      endpoint: gateway.endpoint,
      environment,
      clients,
      clock,
      random,
      dataPlane: plane,
      addressTable: plane.table,
      resolver,
      faults,
      state,
      deployed,
      power,
      roleMay,
      judgedRights,
      callLog: gateway.log,
      failure,
      motoLogFile: moto.logFile,
      refresh: () => plane.refresh(),
      runUntil: (what, isTrue, withinMs) => Promise.race([runUntil(clock, what, isTrue, withinMs), failure]),
      assumeRole: (roleArn, sessionName) => credentialsEnvironment(principals.assume(roleArn, sessionName)),
      whoIs: (accessKeyId) => principals.of(accessKeyId, undefined),
      startProgram: (program) => {
        const merged = { ...program, environment: { ...environment, ...program.environment } };
        const running = startProgram(plane.world, merged);
        stops.push(() => running.stop());
        return running;
      },
      inventory: async () => {
        const elsewhere = [...gateway.log.regions].filter((region) => !regions.includes(region));
        const strays = elsewhere.map((region) => `${region} was called, which is none of this account's regions`);
        return [...(await takeInventory(moto.endpoint, regions)), ...strays].sort();
      },
      fork: (options) => {
        const fork = clock.hold("forking AWS", async () => {
          requireOwnFolder(options.folder);
          const parent = { moto, now: clock.now(), instances: power.known, monitoringPast: plane.monitoringPast };
          return begin({ source, regions, realTime: settings.realTime, ...options }, forked(parent));
        });
        stops.push(() => fork.then((started) => started.stop()).catch(() => {}));
        return fork;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
