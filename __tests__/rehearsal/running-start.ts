import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle } from "../bundle";

/** How often what was printed is looked at, in milliseconds. */
const LOOK_EVERY_MS = 50;
/** Until the kernel reports a killed process gone, in milliseconds. */
const KILLED_GOES_WITHIN_MS = 1_000;

interface StartedProcess {
  readonly id: number;
  /** Its command line, and its environment after it. */
  readonly command: string;
}

/** A run of `npm start`, in a process group of its own, as a shell gives it: Ctrl-C reaches all of it. */
export interface RunningStart {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  printed(): string;
  /** @throws Error with all that was printed, if the run ends without it */
  untilPrinted(words: string): Promise<void>;
  /** The exit code, once the run and all that it printed to is closed. */
  readonly ended: Promise<number | null>;
  /** Commands of processes that belong to it, or that it has left behind: a killed one is given a moment to go. */
  processes(): Promise<string[]>;
  /** Kills the moto that it has started, as a machine short of memory does. */
  killMoto(): void;
  /** What it has left in its own folder for temporary files. */
  temporaryFiles(): string[];
}

/** `npm start`, as a user types it. */
export function npmStart(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): RunningStart {
  return running(folder, "npm", ["start", "--", ...args], environment);
}

/** Without npm, whose own exit code hides the script's. Bundle it first. */
export function bundledStart(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): RunningStart {
  return running(folder, process.execPath, [bundleIn(folder), ...args], environment);
}

const bundleIn = (folder: string) => join(folder, "start.js");

/** Bundles the script as `npm start` does, away from the checkout, where others may bundle at the same time. */
export async function bundleStart(folder: string): Promise<void> {
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  await bundle("rehearsal/start.ts", bundleIn(folder));
}

/** A test that fails must not leave its run behind. */
const runs: Pick<RunningStart, "child" | "ended">[] = [];
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGTERM");
    await ended;
  }
});

function running(folder: string, command: string, args: string[], environment: NodeJS.ProcessEnv): RunningStart {
  const mark = randomUUID();
  // Short: a provider's socket below it has a path of at most 103 characters.
  const temporary = join(folder, mark.slice(0, 8));
  mkdirSync(temporary);
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...environment, TMPDIR: temporary, REHEARSAL_TEST: mark },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  runs.push({ child, ended });
  let text = "";
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
  return {
    child,
    printed: () => text,
    untilPrinted: async (words) => {
      while (!text.includes(words)) {
        if (child.exitCode !== null) throw new Error(`ended without printing "${words}":\n${text}`);
        await sleep(LOOK_EVERY_MS);
      }
    },
    ended,
    processes: async () => {
      const deadline = Date.now() + KILLED_GOES_WITHIN_MS;
      while (processesOf(child.pid!, mark).length > 0 && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
      return processesOf(child.pid!, mark).map(({ command }) => command);
    },
    killMoto: () => {
      const moto = processesOf(child.pid!, mark).find(({ command }) => /moto_server -H/.test(command));
      process.kill(moto!.id, "SIGKILL");
    },
    temporaryFiles: () => readdirSync(temporary),
  };
}

/** By their group, as a deployed function's process has nothing of our environment; `ps` shows the others' with `e`. */
function processesOf(group: number, mark: string): StartedProcess[] {
  const all = execFileSync("ps", ["axeww", "-o", "pid=,pgid=,stat=,command="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return all.split("\n").flatMap((line) => {
    const [, id, pgid, state, command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)/.exec(line) ?? [];
    // A zombie is dead: it only waits for whoever adopted it to take notice.
    if (id === undefined || state!.startsWith("Z")) return [];
    const isOfTheRun = Number(pgid) === group || command.includes(`REHEARSAL_TEST=${mark}`);
    return isOfTheRun ? [{ id: Number(id), command }] : [];
  });
}

/** From a signal, or from moto's death, until nothing is left. Terraform alone has five seconds to end. */
const ENDS_WITHIN_MS = 12_000;

/** Starts a run, does something once the words are printed, and expects the run to end soon, and to leave nothing. */
export async function endAt(
  start: () => RunningStart,
  words: string,
  deed: (run: RunningStart) => void | Promise<void>,
): Promise<{ readonly code: number | null; readonly printed: string }> {
  const before = gitStatus();
  const run = start();
  await run.untilPrinted(words);
  await deed(run);
  const since = performance.now();
  const code = await run.ended;
  expect({ within: performance.now() - since < ENDS_WITHIN_MS, printed: run.printed() }).toMatchObject({
    within: true,
  });
  expect(await run.processes()).toEqual([]);
  expect(run.temporaryFiles()).toEqual([]);
  expect(gitStatus()).toBe(before);
  return { code, printed: run.printed() };
}

/** What git sees in the checkout: a run must not change it. */
export const gitStatus = () => execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
