import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds that a command which was told to end gets: Terraform must end its providers, and let go of its state. */
const GRACE_MS = 10_000;
/** How often is looked whether the last process of a group has ended, in milliseconds. */
const LOOK_EVERY_MS = 50;

export interface BoundedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly withinSeconds: number;
}

export interface BoundedResult {
  readonly exitCode: number | "out of time";
  /** Standard output and error as they came. */
  readonly output: string;
}

/**
 * Runs a command, keeps what it prints, and is back in time: then the command has ended with all that it has started, as
 * cdktf starts Terraform and Terraform its providers. They are a process group, so a terminal's Ctrl-C does not reach
 * them by itself: it is handed on, and ends us once they have ended.
 */
export async function runWithin(bounded: BoundedCommand): Promise<BoundedResult> {
  const { command, args, folder, environment, withinSeconds } = bounded;
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    // A command that a signal ended has no exit code, and has not succeeded.
    child.once("close", (code) => resolve(code ?? 1));
  });

  let why: "out of time" | NodeJS.Signals | undefined;
  let kill: NodeJS.Timeout | undefined;
  const stop = (signal: NodeJS.Signals, because: typeof why) => {
    why = because;
    signalGroup(child, signal);
    kill ??= setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
  };
  const bound = setTimeout(() => stop("SIGINT", "out of time"), withinSeconds * 1_000);
  const interrupt = (signal: NodeJS.Signals) => stop(signal, signal);
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const exitCode = await ended;
    while (why !== undefined && signalGroup(child, 0)) await sleep(LOOK_EVERY_MS);
    const output = Buffer.concat(chunks).toString("utf8");
    return { exitCode: why === "out of time" ? why : exitCode, output };
  } finally {
    clearTimeout(bound);
    clearTimeout(kill);
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    if (why !== undefined && why !== "out of time") process.kill(process.pid, why);
  }
}

/** Whether anybody of the group is left. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false; // ESRCH: nobody. EPERM: macOS says so of a group of which only zombies are left.
  }
}
