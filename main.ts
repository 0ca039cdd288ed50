import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Configuration } from "./config/configuration";
import { loadConfiguration } from "./config/load";
import { formatProblem, formatWarning } from "./config/problem-text";
import { writeControllerZip } from "./constructs/controller-zip";
import { typesAreSound } from "./stacks/type-check";

/** Another file than `pilot-light.yaml`; a variable, since cdktf's commands hand no arguments on to an app. */
const file = process.env.PILOT_LIGHT_CONFIG ?? "pilot-light.yaml";
/** cdktf's commands say where they want the output. */
const folder = process.env.CDKTF_OUTDIR ?? "cdktf.out";
/** npm and cdktf run this from the project's folder. */
const project = process.cwd();

// cdktf's commands set it and print annotations themselves; here an error must end the synthesis before it writes.
delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;

/** Beside the output's folder, where the local backend of each stack puts it. */
function readLocalState(stack: string): string | undefined {
  const state = path.join(folder, "..", `terraform.${stack}.tfstate`);
  return existsSync(state) ? readFileSync(state, "utf8") : undefined;
}

async function synthesize(configuration: Configuration): Promise<boolean> {
  // Other processes check the types and bundle the controller while this one loads cdktf and makes the stacks.
  const types = typesAreSound(project);
  const bundled = writeControllerZip(project);
  const [zip, { editsWithoutEffect }, { draftSynthesis }, { addWorkloadStacks }] = await Promise.all([
    bundled,
    import("./stacks/edits-without-effect.js"),
    import("./stacks/synthesize.js"),
    import("./stacks/workload-stacks.js"),
  ]);
  for (const edit of editsWithoutEffect(configuration, readLocalState)) console.error(`warning: ${edit}`);
  const draft = draftSynthesis(folder, (app) => addWorkloadStacks(app, configuration, zip));
  if (!(await types)) {
    draft.discard();
    console.error("The types above are wrong; nothing was written.");
    return false;
  }
  draft.publish();
  console.log(`Synthesized ${configuration.workloads.map(({ name }) => name).join(", ")} into ${folder}.`);
  return true;
}

async function main(): Promise<boolean> {
  const loaded = loadConfiguration(file, (name) => readFileSync(name));
  if (loaded.ok) {
    for (const warning of loaded.warnings) console.error(`warning: ${formatWarning(warning)}`);
    return synthesize(loaded.configuration);
  }
  for (const problem of loaded.problems) console.error(formatProblem(problem));
  console.error(`${file} was not accepted; nothing was written.`);
  return false;
}

main().then(
  (done) => {
    process.exitCode = done ? 0 : 1;
  },
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
