import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isMainThread } from "node:worker_threads";
import { loadConfiguration } from "../../config/load";
import { formatProblem } from "../../config/problem-text";
import { promisedRecovery } from "../recovery-time";
import { type CommandLine, readCommandLine, USAGE } from "./command-line";
import { designsFor } from "./designs";
import { playInParallel, playTask } from "./parallel";
import { assumptionsOf, type RecoveryTimeReport, rowsOf } from "./report";
import { paintFor, tableText } from "./table";
import { watchedWorkload } from "./workload";

/** Beside the rehearsal's report, whose page shows it. */
const REPORT_FILE = "rehearsal-report/recovery-time.json";

/** `npm run recovery-time`. */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2), process.env.PILOT_LIGHT_CONFIG ?? "pilot-light.yaml");
  switch (command.kind) {
    case "help":
      process.stdout.write(USAGE);
      return 0;
    case "wrong":
      process.stderr.write(`${command.why}\n\n${USAGE}`);
      return 1;
    case "play":
      return play(command);
  }
}

async function play(command: Extract<CommandLine, { kind: "play" }>): Promise<number> {
  const { configurationFile, draws, seed, json } = command;
  const loaded = loadConfiguration(configurationFile, (name) => readFileSync(name));
  if (!loaded.ok) {
    for (const problem of loaded.problems) console.error(formatProblem(problem));
    return 1;
  }
  const { configuration } = loaded;
  const { workloads } = configuration;
  const chosen = workloads.find(({ name }) => name === (command.workload ?? workloads[0]!.name));
  if (chosen === undefined) {
    const names = workloads.map(({ name }) => name).join(", ");
    console.error(`--workload ${command.workload}: ${configurationFile} has no such workload. It has: ${names}.`);
    return 1;
  }
  const workload = watchedWorkload(chosen, configuration);
  const designs = designsFor(workload);
  // It takes a while, and whoever redirects the table wants nothing else in it.
  if (process.stderr.isTTY)
    process.stderr.write(`Playing ${draws.toLocaleString("en-US")} draws of each design, in both disasters …\n`);
  const played = await playInParallel(__filename, designs, { seed, from: 0, to: draws });
  const report: RecoveryTimeReport = {
    version: 2,
    configuration: configurationFile,
    workload: chosen.name,
    draws,
    seed,
    promised: promisedRecovery(chosen).seconds,
    designs: designs.map(({ name, means }) => ({ name, means })),
    rows: rowsOf(designs, played),
    assumptions: assumptionsOf(workload),
  };
  const text = `${JSON.stringify(report, undefined, 1)}\n`;
  mkdirSync(dirname(REPORT_FILE), { recursive: true });
  writeFileSync(REPORT_FILE, text);
  if (json) process.stdout.write(text);
  else {
    process.stdout.write(tableText(report, paintFor(process.stdout, process.env.NO_COLOR)));
    process.stdout.write(`\nAs data: ${REPORT_FILE}\n`);
  }
  return 0;
}

async function run(): Promise<void> {
  if (isMainThread) process.exitCode = await main();
  else await playTask();
}

void run();
