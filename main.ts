import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadConfiguration } from "./config/load";
import { formatProblem, formatWarning } from "./config/problem-text";
import { writeControllerZip } from "./constructs/controller-zip";
import { editsWithoutEffect } from "./stacks/edits-without-effect";
import { synthesize } from "./stacks/synthesize";
import { addWorkloadStacks } from "./stacks/workload-stacks";

/** Another file than `pilot-light.yaml`; a variable, since cdktf's commands hand no arguments on to an app. */
const file = process.env.PILOT_LIGHT_CONFIG ?? "pilot-light.yaml";
/** cdktf's commands say where they want the output. */
const folder = process.env.CDKTF_OUTDIR ?? "cdktf.out";

// cdktf's commands set it and print annotations themselves; here an error must end the synthesis before it writes.
delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;

/** Beside the output's folder, where the local backend of each stack puts it. */
function readLocalState(stack: string): string | undefined {
  const state = path.join(folder, "..", `terraform.${stack}.tfstate`);
  return existsSync(state) ? readFileSync(state, "utf8") : undefined;
}

const loaded = loadConfiguration(file, (file) => readFileSync(file));
if (loaded.ok) {
  for (const warning of loaded.warnings) console.error(`warning: ${formatWarning(warning)}`);
  try {
    for (const edit of editsWithoutEffect(loaded.configuration, readLocalState)) console.error(`warning: ${edit}`);
    const zip = writeControllerZip(process.cwd());
    synthesize(folder, (app) => addWorkloadStacks(app, loaded.configuration, zip));
    const names = loaded.configuration.workloads.map(({ name }) => name).join(", ");
    console.log(`Synthesized ${names} into ${folder}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} else {
  for (const problem of loaded.problems) console.error(formatProblem(problem));
  console.error(`${file} was not accepted; nothing was written.`);
  process.exitCode = 1;
}
