import { type ChildProcess, spawn } from "node:child_process";

/**
 * Time that a process gets after SIGINT to put its things away. A plan that waits for a silent region says so and ends
 * within half a second, measured; the rest of a rehearsal's things is thrown away anyway.
 */
const STOP_GRACE_MILLISECONDS = 5_000;

/** How long a process that was sent SIGKILL may take until the kernel reports it gone. */
const KILL_WAIT_MILLISECONDS = 2_000;

export interface StartOptions {
  cwd?: string;
  environment: NodeJS.ProcessEnv;
}

/**
 * Every process that the rehearsal starts, so that none outlives it. Each is the leader of a group of its own: Terraform
 * starts providers, and a signal to the group reaches them too. It also keeps the terminal's Ctrl-C from them, so that
 * it is we who decide the order in which things stop.
 */
export class Processes {
  private readonly running = new Map<ChildProcess, Promise<void>>();

  constructor(private readonly graceMilliseconds = STOP_GRACE_MILLISECONDS) {}

  /** Starts a command with its standard output and error as pipes, and no input. */
  start(command: string, args: readonly string[], { cwd, environment }: StartOptions): ChildProcess {
    const child = spawn(command, args, { cwd, env: environment, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<void>((resolve) => {
      child.once("error", () => resolve());
      child.once("exit", () => resolve());
    });
    this.running.set(child, ended);
    void ended.then(() => {
      // A leader can end before its group does: a provider that Terraform left behind goes now.
      signalGroup(child, "SIGKILL");
      this.running.delete(child);
    });
    return child;
  }

  /** Asks a process and its group to end, and insists after the grace. Resolves once it is gone. */
  async stop(child: ChildProcess): Promise<void> {
    const ended = this.running.get(child);
    if (ended === undefined) return;
    signalGroup(child, "SIGINT");
    if (await endsWithin(ended, this.graceMilliseconds)) return;
    signalGroup(child, "SIGKILL");
    await endsWithin(ended, KILL_WAIT_MILLISECONDS);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running.keys()].map((child) => this.stop(child)));
  }

  /** For the last moment of this process, where nothing can be awaited. */
  killAll(): void {
    for (const child of this.running.keys()) signalGroup(child, "SIGKILL");
  }
}

/** The part of `process` that interruptions need. */
export interface InterruptibleProcess {
  on(event: "SIGINT" | "SIGTERM" | "exit", listener: () => void): unknown;
  off(event: "SIGINT" | "SIGTERM" | "exit", listener: () => void): unknown;
  exit(code: number): void;
}

/** Exit codes by which shells know a process that a signal ended: 128 and the signal's number. */
const EXIT_CODE = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Stops all processes on Ctrl-C or SIGTERM, then cleans up and exits; a second signal does not wait. However this
 * process ends, its children end with it. Returns what takes the listeners away again.
 */
export function stopWhenInterrupted(
  host: InterruptibleProcess,
  processes: Processes,
  cleanUp: () => void | Promise<void>,
): () => void {
  let interrupted = false;
  const interrupt = (signal: keyof typeof EXIT_CODE) => () => {
    if (interrupted) {
      processes.killAll();
      host.exit(EXIT_CODE[signal]);
      return;
    }
    interrupted = true;
    void processes
      .stopAll()
      .then(cleanUp)
      .finally(() => host.exit(EXIT_CODE[signal]));
  };
  const listeners = [
    ["SIGINT", interrupt("SIGINT")],
    ["SIGTERM", interrupt("SIGTERM")],
    ["exit", () => processes.killAll()],
  ] as const;
  for (const [event, listener] of listeners) host.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) host.off(event, listener);
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: nobody of the group is left. EPERM: macOS says so of a group of which only zombies are left.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

async function endsWithin(ended: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const result = await Promise.race([ended.then(() => true), tooLate]);
  clearTimeout(timer);
  return result;
}
