import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { boundLog } from "./bounded-log";
import { LOOPBACK } from "./loopback";
import type { MotoLauncher } from "./moto-launchers";
import { type Life, lastLines, lifeOf, sendSignal } from "./moto-life";
import type { MotoLine, MotoLines } from "./moto-lines";

/** moto serves, and has called by then; a loaded machine may deliver it late. */
const CALL_TIMEOUT_MS = 2_000;
/** A fork takes tens of milliseconds; moto itself gives up after 30 s in which requests are under way. */
const FORK_TIMEOUT_MS = 40_000;
const POLL_MS = 5;
/** For a killed fork to be buried by its parent. */
const END_TIMEOUT_MS = 2_000;

export const MOTO_LOG = "moto.log";

export interface MotoForkOptions {
  /** Existing folder for the fork's log. */
  readonly folder: string;
  /** Where the fork takes its time from; absent where time is this machine's. */
  readonly timeFile?: string;
}

export interface Moto extends Life {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** File that holds what moto printed. */
  readonly logFile: string;
  /**
   * Another moto, which begins with what this one holds at this moment, and lives on by itself. It ends with this one at
   * the latest.
   * @throws Error if moto was started in a way in which it cannot be forked, e.g. in a container
   */
  fork(options: MotoForkOptions): Promise<Moto>;
}

/** The forks of one of moto's processes. */
export class MotoForks {
  private readonly forks = new Set<Moto>();

  /**
   * @param launcher by which the first of moto's processes was started
   * @param line of the process that is to be forked
   */
  constructor(
    private readonly launcher: Pick<MotoLauncher, "name" | "forks">,
    private readonly lines: MotoLines,
    private readonly line: Promise<MotoLine>,
  ) {}

  /** @throws Error if this moto cannot be forked, or has ended */
  async fork({ folder, timeFile }: MotoForkOptions): Promise<Moto> {
    if (!this.launcher.forks) throw this.cannotFork("its forks could not be reached");
    const parent = await within(CALL_TIMEOUT_MS, this.line, () => this.cannotFork("its process has not called us"));
    if (parent.isCut) throw new Error("moto cannot be forked: it has ended.");
    const word = this.lines.newWord();
    const log = join(folder, MOTO_LOG);
    const called = this.lines.expect(word);
    const parentEnded = parent.cut.then(() => {
      throw new Error("it ended meanwhile");
    });
    parentEnded.catch(() => {}); // It ends some day.
    parent.ask({ word, log, time: timeFile ?? null });
    const silent = () => new Error(`no answer within ${FORK_TIMEOUT_MS / 1000} s`);
    const line = await within(FORK_TIMEOUT_MS, Promise.race([called, parentEnded]), silent).catch((error: Error) => {
      throw new Error(`moto could not be forked: ${error.message}. The fork's last lines:\n${lastLines(log)}`);
    });
    const fork = this.forkedMoto(line, log);
    this.forks.add(fork);
    return fork;
  }

  /** Ends all of them, and theirs. */
  async stop(): Promise<void> {
    await Promise.all([...this.forks].map((fork) => fork.stop()));
  }

  private forkedMoto(line: MotoLine, logFile: string): Moto {
    const forks = new MotoForks(this.launcher, this.lines, Promise.resolve(line));
    void line.cut.then(boundLog(logFile));
    const end = async () => {
      await forks.stop();
      // While its line is open, nobody else has its pid.
      if (!line.isCut) sendSignal(line.pid, "SIGKILL");
      await line.cut;
      const deadline = Date.now() + END_TIMEOUT_MS;
      while (sendSignal(line.pid, 0) && Date.now() < deadline) await sleep(POLL_MS);
      this.forks.delete(fork);
    };
    const fork: Moto = {
      ...lifeOf({ name: "A fork of moto", logFile, ended: line.cut.then(() => "ended"), end }),
      endpoint: `http://${LOOPBACK}:${line.port}`,
      logFile,
      fork: (options) => forks.fork(options),
    };
    return fork;
  }

  private cannotFork(why: string): Error {
    return new Error(
      `moto cannot be forked as it was started, by ${this.launcher.name}: ${why}. Install moto_server itself, by pip ` +
        "or `pipx install`: then it is found on the PATH first.",
    );
  }
}

async function within<Result>(milliseconds: number, work: Promise<Result>, late: () => Error): Promise<Result> {
  const timeout = new AbortController();
  const giveUp = sleep(milliseconds, undefined, { signal: timeout.signal }).then(() => {
    throw late();
  });
  giveUp.catch(() => {}); // Called off where the work was in time.
  try {
    return await Promise.race([work, giveUp]);
  } finally {
    timeout.abort();
  }
}
