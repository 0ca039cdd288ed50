import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { boundLog } from "./bounded-log";
import { findFreePort, LOOPBACK } from "./loopback";
import { MOTO_LOG, type Moto, MotoForks } from "./moto-forks";
import { findMoto, type InsideMoto, type MotoLauncher, motoEnvironment } from "./moto-launchers";
import { lastLines, lifeOf, sendSignal } from "./moto-life";
import { MotoLines } from "./moto-lines";

/** Python imports moto in a second or two; uvx, pipx and Docker may first unpack it. */
const START_TIMEOUT_MS = 120_000;
const POLL_MS = 50;
/** For a killed process group to be gone. */
const END_TIMEOUT_MS = 2_000;
/** Another process can take a free port before moto binds it. */
const PORT_TRIES = 3;

export type { Moto } from "./moto-forks";

export interface MotoOptions {
  /** Existing folder for moto's log. */
  readonly folder: string;
  /** Where to look for moto_server, uvx, pipx and docker, as in `PATH`. */
  readonly searchPath: string;
  /** Makes moto's process live in AWS time, and lets it fork. */
  readonly inside?: InsideMoto;
}

/**
 * Starts moto, the control plane of the embedded AWS, on a free loopback port, and waits until it answers.
 * @throws MotoNotFound, or an Error with moto's last lines if it dies or stays silent.
 */
export async function startMoto(options: MotoOptions): Promise<Moto> {
  const launcher = await findMoto(options.searchPath, options.inside);
  const lines = await MotoLines.open();
  for (let attempt = 1; ; attempt++) {
    const run = launch(launcher, lines, await findFreePort(), attempt, options);
    try {
      await untilItAnswers(run);
      return run;
    } catch (error) {
      await run.end();
      if (attempt < PORT_TRIES && portWasTaken(run)) continue;
      lines.close();
      throw error;
    }
  }
}

interface MotoRun extends Moto {
  readonly launcher: MotoLauncher;
  readonly process: ChildProcess;
  /** Ends it for another attempt. */
  end(): Promise<void>;
}

function launch(
  launcher: MotoLauncher,
  lines: MotoLines,
  port: number,
  attempt: number,
  { folder, searchPath, inside }: MotoOptions,
): MotoRun {
  const logFile = join(folder, attempt === 1 ? MOTO_LOG : `moto-${attempt}.log`);
  rmSync(logFile, { force: true });
  const log = openSync(logFile, "a");
  const endBound = boundLog(logFile);
  const [file, ...args] = launcher.command(port);
  const word = lines.newWord();
  const forks = new MotoForks(launcher, lines, lines.expect(word));
  const added = { ...motoEnvironment(inside, process.env.PYTHONPATH), ...lines.environment(word) };
  const environment = { ...process.env, ...added, PATH: searchPath };
  // A process group of its own: shims, uvx and pipx start moto as their child, and all of them must end together.
  const child = spawn(file, args, { detached: true, stdio: ["ignore", log, log], env: environment });
  closeSync(log);
  child.on("error", () => {}); // An executable that cannot start has no pid; untilItAnswers says so.
  const lastResort = () => signalGroup(child, "SIGKILL");
  process.on("exit", lastResort);

  const end = async () => {
    await forks.stop();
    // moto does not end on SIGTERM while it has threads, and keeps everything in memory: nothing is lost by killing it.
    signalGroup(child, "SIGKILL");
    await groupEnds(child);
    if (launcher.cleanUp) {
      const [cleaner, ...cleanerArgs] = launcher.cleanUp(port);
      // A container that is already gone is no error here.
      await new Promise<void>((done) => execFile(cleaner, cleanerArgs, { env: environment }, () => done()));
    }
    process.off("exit", lastResort);
    endBound();
  };
  const endAndHangUp = async () => {
    await end();
    lines.close();
  };
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`));
  });
  return {
    ...lifeOf({ name: launcher.name, logFile, ended, end: endAndHangUp }),
    launcher,
    process: child,
    logFile,
    endpoint: `http://${LOOPBACK}:${port}`,
    fork: (options) => forks.fork(options),
    end,
  };
}

/**
 * An answer alone proves little: another moto may have taken the port a moment before.
 * So each question carries a word of its own, and ours is the moto whose log shows it.
 */
async function untilItAnswers(run: MotoRun): Promise<void> {
  const word = `started-by-${process.pid}-${run.process.pid}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (run.process.pid === undefined || run.process.exitCode !== null || run.process.signalCode !== null)
      throw new Error(`${run.launcher.name} ended while it was starting. Its last lines:\n${lastLines(run.logFile)}`);
    const answered = await fetch(`${run.endpoint}/moto-api/?${word}`, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => (await response.arrayBuffer()) && response.ok,
      () => false,
    );
    if (answered && readFileSync(run.logFile, "utf8").includes(word)) return;
    await sleep(POLL_MS);
  }
  throw new Error(
    `${run.launcher.name} did not answer at ${run.endpoint} within ${START_TIMEOUT_MS / 1000} s. ` +
      `Its last lines:\n${lastLines(run.logFile)}`,
  );
}

const portWasTaken = (run: MotoRun) => /address already in use|port is already allocated/i.test(lastLines(run.logFile));

function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  return child.pid !== undefined && sendSignal(-child.pid, signal);
}

async function groupEnds(child: ChildProcess): Promise<void> {
  const deadline = Date.now() + END_TIMEOUT_MS;
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await once(child, "exit");
  // The rest of the group may end a moment after the process that we started.
  while (signalGroup(child, 0) && Date.now() < deadline) await sleep(POLL_MS);
}
