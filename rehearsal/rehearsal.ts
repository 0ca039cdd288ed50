import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../embedded-aws/embedded-aws";
import { compareInventories } from "../embedded-aws/inventory";
import { accountNeeds } from "./account-needs";
import type { Disaster } from "./command-line";
import { findParts } from "./deployed-parts";
import { powerState } from "./deployed-status";
import { type DeployedWorkload, deployedWorkloads } from "./deployed-workload";
import { failOver, proveStandby, type Stage } from "./failover-story";
import { planInTheDark, requireNoChanges } from "./plans";
import type { Processes } from "./processes";
import type { Progress } from "./progress";
import { synthesize } from "./synthesis";
import type { Terraform } from "./terraform";
import { setUpTerraform, thisMachine } from "./terraform-setup";
import {
  applyStacks,
  destroyStacks,
  initializeStacks,
  type StackListener,
  type SynthesizedStack,
  stackOutputs,
  synthesizedStacks,
} from "./terraform-stacks";
import { Timeline } from "./timeline";
import { Users } from "./users";

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

/** A deployment on an embedded AWS, while it stands. */
export interface Rehearsal {
  readonly aws: EmbeddedAws;
  readonly timeline: Timeline;
  readonly terraform: Terraform;
  readonly stacks: readonly SynthesizedStack[];
  readonly workloads: readonly DeployedWorkload[];
  readonly regions: readonly string[];
  readonly messagesFolder: string;
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
  const darkRegions = new Set<string>();
  for (const workload of workloads) {
    const stage = await setStage(rehearsal, workload);
    stage.users.start();
    await proveStandby(progress, stage);
    await failOver(progress, stage, disaster);
    stage.users.stop();
    if (disaster === "region" && stage.primaryRegion) darkRegions.add(stage.primaryRegion);
  }
  bringBack();

  if (darkRegions.size > 0) await planInTheDark(progress, rehearsal, darkRegions);
  await progress.step("Terraform plans no changes while failed over", async (detail) => {
    await requireNoChanges(terraform, stacks, detail);
  });
  await progress.step("Destroying everything", async (detail) => {
    await destroyStacks(terraform, stacks, announce(detail));
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
    detail(realTime ? "at life's pace" : `AWS time jumps to whatever happens next; seed ${seed}`);
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
  await progress.step(`Deploying ${stacks.length} stacks`, async (detail) => {
    await applyStacks(terraform, stacks, announce(detail));
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

/** Sets the stage for one workload: what the story needs of it, asked of AWS. */
export async function setStage(
  rehearsal: Omit<Rehearsal, "terraform" | "stacks">,
  workload: DeployedWorkload,
): Promise<Stage> {
  const { aws, timeline, regions, messagesFolder } = rehearsal;
  const parts = await findParts(aws, workload, regions);
  const { clock, random, dataPlane } = aws;
  const users = new Users({ clock, random, network: dataPlane.servers, ask: dataPlane.ask, site: parts.site });
  const { address, instanceId } = workload.primary;
  let primaryRegion: string | undefined;
  for (const region of instanceId === undefined ? [] : regions)
    if (await powerState(aws, region, instanceId!)) primaryRegion = region;
  // A primary that exists already may be anywhere; where no instance answers at its address, a server outside AWS does.
  const outside =
    aws.addressTable.lookUp(address, parts.site.port) === undefined
      ? await dataPlane.servers.addOutsideAws(address, parts.site.port)
      : undefined;
  return {
    aws,
    timeline,
    users,
    workload,
    parts,
    primaryRegion,
    regions,
    messagesFolder,
    failOutsideAws: outside?.fail,
  };
}

/** One line a finished resource would scroll everything else away: every tenth, the last, and failures. */
function announce(detail: (text: string) => void): StackListener {
  const EVERY = 10;
  return (stack, { state, address, action, done, of }) => {
    if (state === "failed") detail(`${stack}: ${action} ${address} failed`);
    else if (state === "finished" && (done === of || done % EVERY === 0)) detail(`${stack}: ${done} of ${of}`);
  };
}
