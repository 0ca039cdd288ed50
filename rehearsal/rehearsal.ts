import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../embedded-aws/embedded-aws";
import { compareInventories } from "../embedded-aws/inventory";
import { accountNeeds } from "./account-needs";
import type { Disaster } from "./command-line";
import { deployedWorkloads } from "./deployed-workload";
import { struckTogether } from "./disaster";
import { failOver, proveStandby, requireService, type Stage } from "./failover-story";
import { planInTheDark, requireNoChanges } from "./plans";
import type { Processes } from "./processes";
import type { Progress, Took } from "./progress";
import { setStage, tellOfStandIns } from "./stage";
import { synthesize } from "./synthesis";
import type { Terraform } from "./terraform";
import { setUpTerraform, thisMachine } from "./terraform-setup";
import {
  applyStacks,
  destroyStacks,
  initializeStacks,
  type StackEnd,
  type StackListener,
  type SynthesizedStack,
  stackOutputs,
  synthesizedStacks,
} from "./terraform-stacks";
import { Timeline } from "./timeline";

/** As measured on two cores: a deployment, two first boots, the proof and its calm, the disaster's triggers, a destruction. */
const LIFES_PACE = "at life's pace: this takes some 8 minutes, and some 3 more for each further workload";

export interface RehearsalOptions {
  readonly configurationFile: string;
  /** Existing, empty; takes all that the rehearsal writes. The caller removes it. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly processes: Processes;
  readonly progress: Progress;
  readonly disaster: Disaster;
  readonly realTime: boolean;
  /** Of all phases and jitters; the same number, the same story. */
  readonly seed: number;
  /** Told of the embedded AWS as soon as it runs, so that an interruption can stop it. */
  readonly onAws: (aws: EmbeddedAws) => void;
}

/**
 * The whole disaster: deploy, prove, strike, watch the deployed system save its users, find nothing to change, destroy, and
 * find nothing left.
 *
 * @throws StepFailure that names the step
 */
export async function rehearse(options: RehearsalOptions): Promise<void> {
  const { progress, folder, disaster } = options;
  const { before, ...prepared } = await prepare(options);
  const { aws, terraform, stacks } = prepared;
  const workloads = await deploy(options, aws, terraform, stacks);
  const rehearsal = { ...prepared, workloads, messagesFolder: join(folder, "aws", "messages") };

  const bringBack = putAway(folder);
  const stages: Stage[] = [];
  for (const workload of workloads) stages.push(await setStage(rehearsal, workload));
  await tellOfStandIns(progress, stages);
  const deployedAt = aws.clock.now();
  for (const { users } of stages) users.start();
  // All before the first disaster: in a dark region nothing more can be proved.
  for (const stage of stages) await proveStandby(progress, stage, deployedAt);
  for (const [stage, ...others] of struckTogether(stages, disaster)) await failOver(progress, stage, disaster, others);
  // A later disaster must not touch those who were saved from an earlier one.
  if (stages.length > 1)
    await progress.step("All users are still served", async (detail) => requireService(stages, detail));
  for (const { users } of stages) users.stop();
  const darkRegions = new Set(disaster === "region" ? stages.flatMap(({ primaryRegion }) => primaryRegion ?? []) : []);
  bringBack();

  if (darkRegions.size > 0) await planInTheDark(progress, rehearsal, darkRegions);
  await progress.step("Terraform plans no changes while failed over", async (detail) => {
    await requireNoChanges(terraform, stacks, detail);
  });
  await progress.step("Destroying everything", async (detail, took) => {
    await destroyStacks(terraform, stacks, announce(detail), tellTime(took));
  });
  await progress.step("Nothing is left in the account", async (detail) => {
    const { added, removed } = compareInventories(before, await aws.inventory());
    if (added.length + removed.length > 0) {
      const lines = [...added.map((line) => `left behind: ${line}`), ...removed.map((line) => `missing: ${line}`)];
      throw new Error(`the account is not as it was before:\n${lines.join("\n")}`);
    }
    detail(`the same ${before.length} things as before`);
  });
}

async function prepare(options: RehearsalOptions) {
  const { configurationFile, folder, environment, processes, progress, onAws, realTime, seed } = options;
  const outputFolder = join(folder, "deployment", "cdktf.out");
  const logFolder = join(folder, "terraform");
  mkdirSync(join(folder, "deployment"));
  mkdirSync(logFolder);
  mkdirSync(join(folder, "aws"));

  const setup = await progress.step("Finding Terraform and its AWS provider", async (detail) => {
    const found = setUpTerraform(thisMachine(environment), folder);
    detail(`${found.executable}; provider: ${found.provider.kind}`);
    return found;
  });
  const stacks = await progress.step(`Synthesizing ${configurationFile}`, async (detail) => {
    await synthesize({ processes, environment, configurationFile, outputFolder }, detail);
    return synthesizedStacks(outputFolder);
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

async function deploy(
  { progress }: RehearsalOptions,
  aws: EmbeddedAws,
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
) {
  await progress.step("Initializing Terraform", async () => initializeStacks(terraform, stacks));
  await progress.step(`Deploying ${stacks.length} stacks`, async (detail, took) => {
    await applyStacks(terraform, stacks, announce(detail), tellTime(took));
  });
  return progress.step("Looking at what was deployed", async (detail) => {
    const outputs = new Map<string, Record<string, unknown>>();
    for (const stack of stacks) outputs.set(stack.name, await stackOutputs(terraform, stack));
    const workloads = deployedWorkloads(outputs);
    await aws.refresh();
    for (const { name, domain, primary, standby, controller, promisedRecoverySeconds } of workloads) {
      detail(`${name}: ${domain}, primary ${primary.address}, standby ${standby.address} (${standby.instanceId})`);
      detail(`${name}: controller ${controller}, promised recovery ${promisedRecoverySeconds} s`);
    }
    for (const line of aws.addressTable.lines()) detail(line);
    return workloads;
  });
}

/** From here to `bringBack` the synthesized folder and the state are out of reach: only what was deployed counts. */
function putAway(folder: string): () => void {
  const [here, away] = [join(folder, "deployment"), join(folder, "put-away")];
  renameSync(here, away);
  return () => renameSync(away, here);
}

/** One line a finished resource would scroll everything else away: every tenth, the last, and failures. */
function announce(detail: (text: string) => void): StackListener {
  const EVERY = 10;
  return (stack, { state, address, action, done, of }) => {
    if (state === "failed") detail(`${stack}: ${action} ${address} failed`);
    else if (state === "finished" && (done === of || done % EVERY === 0)) detail(`${stack}: ${done} of ${of}`);
  };
}

/** Most of a deployment is the provider waiting until AWS is through with one resource. */
function tellTime(took: Took): StackEnd {
  return (stack, { seconds, longest }) =>
    took(longest === undefined ? stack : `${stack}; longest: ${longest.seconds} s for ${longest.address}`, seconds);
}
