import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What became of one call of a handler. */
export type Outcome =
  /** `payload` is JSON, or undefined where the handler returned nothing. */
  | { readonly kind: "result"; readonly payload: string | undefined }
  | { readonly kind: "error"; readonly error: { errorType: string; errorMessage: string; trace?: string[] } }
  | { readonly kind: "timeout"; readonly afterSeconds: number };

type Message =
  | { kind: "loaded"; loadMilliseconds: number }
  | { kind: "result"; payload?: string }
  | Extract<Outcome, { kind: "error" }>;

export interface HandlerRun {
  readonly insideFunction: string;
  /** The process's whole environment: nothing of this machine's is added. */
  readonly environment: Record<string, string>;
  readonly event: unknown;
  readonly context: { readonly timeoutMilliseconds: number } & Record<string, unknown>;
  readonly signal: AbortSignal;
  readonly onLogLine: (line: string) => void;
}

/** Calls a handler once in a new Node process, and resolves when that process has ended. */
export function runHandler(run: HandlerRun): Promise<{ outcome: Outcome; loadMilliseconds: number | undefined }> {
  const child = fork(join(run.insideFunction, "run-handler.js"), {
    cwd: run.environment.LAMBDA_TASK_ROOT,
    env: run.environment,
    execArgv: ["--require", join(run.insideFunction, "preload.js")],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lastResort = () => child.kill("SIGKILL");
  process.on("exit", lastResort);
  run.signal.addEventListener("abort", lastResort);

  let loadMilliseconds: number | undefined;
  let outcome: Outcome | undefined;
  child.on("message", (message: Message) => {
    if (message.kind === "loaded") loadMilliseconds = message.loadMilliseconds;
    else outcome = message.kind === "result" ? { kind: "result", payload: message.payload } : message;
  });
  // As Lambda: a call that outlasts the deployed timeout is killed, wherever it is.
  const { timeoutMilliseconds } = run.context;
  const timer = setTimeout(() => {
    outcome ??= { kind: "timeout", afterSeconds: timeoutMilliseconds / 1000 };
    child.kill("SIGKILL");
  }, timeoutMilliseconds);
  child.send({ event: run.event, context: run.context }, () => {}); // A child that died says so by its exit.
  return Promise.all([ended(child), linesOf(child, "stdout", run.onLogLine), linesOf(child, "stderr", run.onLogLine)])
    .then(([how]) => ({ outcome: outcome ?? exitedEarly(how), loadMilliseconds }))
    .finally(() => {
      clearTimeout(timer);
      process.off("exit", lastResort);
      run.signal.removeEventListener("abort", lastResort);
    });
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

async function linesOf(
  child: ChildProcess,
  stream: "stdout" | "stderr",
  onLine: (line: string) => void,
): Promise<void> {
  const input = child[stream];
  if (input) for await (const line of createInterface({ input })) onLine(line);
}

const exitedEarly = (how: string): Outcome => ({
  kind: "error",
  error: { errorType: "Runtime.ExitError", errorMessage: `The function's process ended without an answer: ${how}` },
});
