import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedAws } from "../embedded-aws/embedded-aws";
import { accountNeeds } from "./account-needs";
import { inOrderOfFile } from "./file-order";
import type { RehearsalMeans } from "./rehearsal-options";
import { synthesize } from "./synthesis";
import type { Terraform } from "./terraform";
import { setUpTerraform, thisMachine } from "./terraform-setup";
import { synthesizedStacks } from "./terraform-stacks";
import { Timeline } from "./timeline";

/**
 * As measured on two cores: a deployment, two first boots, the proof and its calm, the disaster's triggers, five minutes at
 * the standby, the failback and what follows it, a destruction.
 */
const LIFES_PACE = "at life's pace: this takes some 20 minutes, and some 8 more for each further workload";

export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** From the tools on this machine to an AWS that runs, and stacks that can be deployed to it. */
export async function prepare(options: RehearsalMeans) {
  const { configurationFile, folder, environment, processes, progress, onAws, realTime, seed } = options;
  const outputFolder = join(folder, "deployment", "cdktf.out");
  const logFolder = join(folder, "terraform");
  mkdirSync(join(folder, "deployment"));
  mkdirSync(logFolder);
  mkdirSync(join(folder, "aws"));

  const setup = await progress.step("Finding Terraform and its AWS provider", async (detail) => {
    const found = setUpTerraform(thisMachine(environment), folder);
    detail(`${found.executable}; AWS provider from ${found.providerFrom}`);
    return found;
  });
  const stacks = await progress.step(`Synthesizing ${configurationFile}`, async (detail) => {
    await synthesize({ processes, environment, configurationFile, outputFolder }, detail);
    return inOrderOfFile(synthesizedStacks(outputFolder), readFileSync(configurationFile, "utf8"));
  });
  const needs = accountNeeds(stacks);
  const timeline = new Timeline();
  const aws = await progress.step("Starting an AWS on this machine", async (detail) => {
    const started = await startEmbeddedAws({
      ...needs,
      folder: join(folder, "aws"),
      searchPath: environment.PATH ?? "",
      source: join(process.cwd(), "embedded-aws"),
      realTime,
      seed,
      happenings: timeline,
    });
    onAws(started);
    detail(`${started.endpoint}, regions ${needs.regions.join(" and ")}, hosted zones ${needs.hostedZones.join(", ")}`);
    detail(realTime ? LIFES_PACE : `AWS time jumps to whatever happens next; seed ${seed}`);
    return started;
  });
  const terraform: Terraform = {
    executable: setup.executable,
    providerFrom: setup.providerFrom,
    environment: { ...withoutAws(setup.environment), ...aws.environment },
    processes,
    logFolder,
  };
  return { aws, timeline, terraform, stacks, regions: needs.regions, before: await aws.inventory() };
}

/** A user's own AWS settings (a profile, a session token, another endpoint) must not reach Terraform here. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("AWS_")));
}
