import type { ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { boundLog } from "../embedded-aws/bounded-log";
import type { Processes } from "./processes";
import { unansweringRegions } from "./terraform-dark-region";
import { LAST_LINES, TerraformFailure } from "./terraform-failure";
import {
  type Diagnostic,
  type LongestAction,
  messageReader,
  type PlannedChange,
  type ResourceEvent,
} from "./terraform-messages";

/** Terraform, ready to run. */
export interface Terraform {
  executable: string;
  /** For a person: where its AWS provider comes from. */
  providerFrom?: string;
  /** The whole environment of its processes. */
  environment: NodeJS.ProcessEnv;
  processes: Processes;
  /** Folder that takes the full output, one file a stack. */
  logFolder: string;
}

export interface StackFolder {
  name: string;
  /** Holds `cdk.tf.json`. */
  folder: string;
}

export type TerraformCommand =
  /** Without its backend a stack can be validated and nothing else. */
  | { kind: "init"; backend: boolean }
  | { kind: "plan"; saveTo: string }
  /** A plan that nobody will apply: it takes no lock of the state, so that none stays behind if it must be ended. */
  | { kind: "look"; withinSeconds: number }
  /** Plans and applies in one run: a saved plan would start every provider, and read every resource, a second time. */
  | { kind: "apply" }
  | { kind: "destroy" };

export interface TerraformResult {
  plannedChanges: PlannedChange[];
  /** Additions, changes and removals together. */
  changes: number;
  diagnostics: Diagnostic[];
  /** How long it took on this machine. */
  seconds: number;
  longest: LongestAction | undefined;
}

/** Commands that answer with one JSON document. */
export type DocumentCommand = "output" | "validate";

/**
 * Runs one command on one stack and reports what happens to its resources while it runs.
 * @throws TerraformFailure
 */
export async function runTerraform(
  terraform: Terraform,
  stack: StackFolder,
  command: TerraformCommand,
  onEvent: (event: ResourceEvent) => void = () => {},
): Promise<TerraformResult> {
  const start = performance.now();
  const reader = messageReader(onEvent);
  const args = commandLine(command);
  const withinSeconds = command.kind === "look" ? command.withinSeconds : undefined;
  const read = (line: string) => reader.read(line);
  await run(terraform, stack, args, reader.diagnostics, reader.plainLines, read, withinSeconds);
  const { plannedChanges, total: changes, diagnostics, longest } = reader;
  return { plannedChanges, changes, diagnostics, longest, seconds: (performance.now() - start) / 1000 };
}

/**
 * Runs a command that answers with one JSON document, and returns it.
 * @throws TerraformFailure
 */
export async function readTerraform(
  terraform: Terraform,
  stack: StackFolder,
  command: DocumentCommand,
): Promise<unknown> {
  const lines: string[] = [];
  const diagnostics: Diagnostic[] = [];
  try {
    await run(terraform, stack, [command, "-json"], diagnostics, lines, (line) => lines.push(line));
  } catch (error) {
    // "validate" says what is wrong in its document, not on its standard error.
    if (command !== "validate" || !(error instanceof TerraformFailure)) throw error;
    const document = parsed(lines) as { diagnostics?: Diagnostic[] } | undefined;
    if (document?.diagnostics === undefined) throw error;
    throw new TerraformFailure(stack.name, command, document.diagnostics, "failed", [], logFileOf(terraform, stack));
  }
  return parsed(lines);
}

function commandLine(command: TerraformCommand): string[] {
  switch (command.kind) {
    case "init":
      return ["init", "-json", `-backend=${command.backend}`];
    case "plan":
      return ["plan", "-json", "-detailed-exitcode", `-out=${command.saveTo}`];
    case "look":
      return ["plan", "-json", "-detailed-exitcode", "-lock=false"];
    case "apply":
      return ["apply", "-json", "-auto-approve"];
    case "destroy":
      return ["destroy", "-json", "-auto-approve"];
  }
}

/** `plan -detailed-exitcode` ends with 2 where there are changes. */
const PLAN_HAS_CHANGES = 2;

async function run(
  { executable, environment, processes, logFolder }: Terraform,
  stack: StackFolder,
  args: string[],
  diagnostics: Diagnostic[],
  plainLines: string[],
  onLine: (line: string) => void,
  withinSeconds?: number,
): Promise<void> {
  const logFile = logFileOf({ logFolder }, stack);
  const step = args[0]!;
  const fail = (why: string) => {
    const silence = unansweringRegions(stack.folder, diagnostics).map((region) => `; no answer from ${region}`);
    return new TerraformFailure(stack.name, step, diagnostics, why + silence.join(""), plainLines, logFile);
  };
  const log = createWriteStream(logFile, { flags: "a" });
  // With a user's TF_LOG, Terraform says more than any disk should take.
  const endBound = boundLog(logFile);
  log.write(`$ terraform ${args.join(" ")}\n`);
  const child = processes.start(executable, args, { cwd: stack.folder, environment });
  const stop = () => void processes.stop(child);
  const overtime = withinSeconds === undefined ? undefined : AbortSignal.timeout(withinSeconds * 1000);
  overtime?.addEventListener("abort", stop, { once: true });
  try {
    const [end] = await Promise.all([
      endOf(child),
      forEachLine(child.stdout!, log, onLine),
      forEachLine(child.stderr!, log, (line) => {
        plainLines.push(line);
        plainLines.splice(0, plainLines.length - LAST_LINES);
      }),
    ]);
    if (overtime?.aborted) throw fail(`had not ended after ${withinSeconds} s and was stopped`);
    if (typeof end === "string") throw fail(end);
    if (end !== 0 && !(step === "plan" && end === PLAN_HAS_CHANGES)) throw fail(`failed with exit code ${end}`);
  } finally {
    overtime?.removeEventListener("abort", stop);
    log.end();
    await finished(log);
    endBound();
  }
}

function logFileOf({ logFolder }: Pick<Terraform, "logFolder">, stack: StackFolder): string {
  return join(logFolder, `${stack.name}.log`);
}

/** The exit code, or in words why there is none. */
function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("close", (code, signal) => resolve(code ?? `was ended by ${signal}`));
  });
}

async function forEachLine(
  stream: NodeJS.ReadableStream,
  log: NodeJS.WritableStream,
  onLine: (line: string) => void,
): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    log.write(`${line}\n`);
    onLine(line);
  }
}

function parsed(lines: string[]): unknown {
  try {
    return JSON.parse(lines.join("\n"));
  } catch {
    return undefined;
  }
}
