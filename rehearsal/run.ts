import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { RunCommand } from "./command-line";
import { Processes, stopWhenInterrupted } from "./processes";
import { Progress } from "./progress";
import { rehearse } from "./rehearsal";
import type { RehearsalMeans } from "./rehearsal-options";
import { type Repeated, repeatCommand } from "./repeat-command";
import { recoveryTimeBeside } from "./report/recovery-time-beside";
import type { ScenarioReport } from "./report/report";
import { writeReport } from "./report/write-report";
import { chosenScenarios } from "./scenario-choice";
import { playScenarios } from "./scenario-run";

/** Calls of AWS that a failure shows: enough to see what led to it, few enough to read. */
const LAST_CALLS = 8;

/** Rehearses on this machine, and leaves nothing but what was asked for. Returns the exit code; says why where it fails. */
export async function run(command: RunCommand): Promise<number> {
  const { configurationFile, keep, realTime, seed } = command;
  const processes = new Processes();
  let folder = keep;
  const started: EmbeddedAws[] = [];
  let interrupted = false;
  const cleanUp = async () => {
    for (const aws of started) await aws.stop();
    if (keep === undefined && folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupted = true;
      process.stderr.write("\nInterrupted: stopping everything (again to stop at once).\n");
    });
  }
  stopWhenInterrupted(process, processes, cleanUp);
  // Not before somebody listens for Ctrl-C, who removes it.
  folder ??= mkdtempSync(join(tmpdir(), "pilot-light-rehearsal-"));
  mkdirSync(folder, { recursive: true });
  const progress = new Progress(process.stdout, process.env, () => performance.now());
  const reports: ScenarioReport[] = [];
  try {
    const isWell = await playWith(command, reports, {
      configurationFile,
      folder,
      // A provider that must be killed leaves its socket where temporary files go.
      environment: keep === undefined ? { ...process.env, TMPDIR: folder } : process.env,
      processes,
      progress,
      realTime,
      seed,
      onAws: (aws) => {
        started.push(aws);
        // Terraform would go on asking a moto that is dead for minutes.
        progress.failWith(aws.failure);
      },
    });
    progress.summary();
    tellReport(command, reports);
    return isWell ? 0 : 1;
  } catch (error) {
    // What fails after Ctrl-C fails because of it; the listener cleans up and ends the process.
    if (interrupted) return new Promise<never>(() => {});
    process.stderr.write(`\n${(error as Error).message}\n`);
    const calls = started.at(-1)?.callLog.lastLines(LAST_CALLS) ?? [];
    if (calls.length > 0) process.stderr.write(`\nThe last calls of AWS:\n${calls.join("\n")}\n`);
    process.stderr.write(
      keep === undefined
        ? "\nTo keep the stacks, states, messages and logs of the next try: npm start -- --keep FOLDER\n"
        : `\nStacks, states, messages and logs are in ${folder}.\n`,
    );
    tellReport(command, reports);
    return 1;
  } finally {
    if (!interrupted) {
      await processes.stopAll();
      await cleanUp();
    }
  }
}

/** @returns whether everything that should be true was seen to be true */
async function playWith(command: RunCommand, reports: ScenarioReport[], means: RehearsalMeans): Promise<boolean> {
  const onReport = (report: ScenarioReport) => void reports.push(report);
  if (command.kind === "rehearse") {
    const repeat = repeatCommand(repeated(command), command);
    await rehearse({ ...means, disaster: command.disaster, repeat, onReport });
    return true;
  }
  const chosen = await chosenScenarios(command.which);
  const givens = new Map(chosen.map(({ scenario, given }) => [scenario, given]));
  const recoveryTime =
    command.which === "all" ? recoveryTimeBeside({ ...means, workload: command.workload }) : undefined;
  const isWell = await playScenarios({
    ...means,
    scenarios: [...givens.keys()],
    workload: command.workload,
    repeat: (scenario) => repeatCommand({ scenarios: [givens.get(scenario)!], workload: command.workload }, command),
    onReport,
  });
  await recoveryTime?.();
  return isWell;
}

/** Writes what is known, also after a failure, and says where. */
function tellReport(command: RunCommand, scenarios: readonly ScenarioReport[]): void {
  if (scenarios.length === 0) return;
  const { configurationFile: configuration, seed } = command;
  const again = repeatCommand(repeated(command), command);
  const writtenAt = new Date().toISOString();
  const path = writeReport({ version: 1, configuration, command: again, seed, writtenAt, scenarios });
  process.stdout.write(`\nThe report: ${path}\n`);
}

const repeated = (command: RunCommand): Repeated =>
  command.kind === "rehearse"
    ? { disaster: command.disaster }
    : { scenarios: command.which, workload: command.workload };
