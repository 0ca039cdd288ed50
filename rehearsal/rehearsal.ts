import { renameSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { compareInventories } from "../embedded-aws/inventory";
import { deployedWorkloads } from "./deployed-workload";
import { struckTogether } from "./disaster";
import { comeBack, type FailedOver, failBack } from "./failback-story";
import { failOver } from "./failover-story";
import { planInTheDark, requireNoChanges } from "./plans";
import { prepare } from "./preparation";
import type { Took } from "./progress";
import { proveStandby } from "./proof-story";
import type { RehearsalOptions } from "./rehearsal-options";
import { requireService } from "./service";
import { type Stage, setStage, tellOfStandIns } from "./stage";
import type { Terraform } from "./terraform";
import {
  applyStacks,
  destroyStacks,
  initializeStacks,
  outputsByStack,
  type StackEnd,
  type StackListener,
  type SynthesizedStack,
} from "./terraform-stacks";

/**
 * The whole disaster: deploy, prove, strike, watch the deployed system save its users and hold them, fail back by the
 * operator's one command, find nothing to change, destroy, and find nothing left.
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
  const failedOver: FailedOver[] = [];
  for (const struck of struckTogether(stages, disaster)) {
    const [stage, ...others] = struck;
    const since = await failOver(progress, stage, disaster, others);
    failedOver.push(...struck.map((each) => ({ stage: each, since })));
  }
  // A later disaster must not touch those who were saved from an earlier one.
  if (stages.length > 1)
    await progress.step("All users are still served", async (detail) => requireService(stages, detail));
  const darkRegions = new Set(disaster === "region" ? stages.flatMap(({ primaryRegion }) => primaryRegion ?? []) : []);
  bringBack();

  if (darkRegions.size > 0) await planInTheDark(progress, rehearsal, darkRegions);
  await progress.step("Terraform plans no changes while failed over", async (detail) => {
    await requireNoChanges(terraform, stacks, detail);
  });

  const bringBackAgain = putAway(folder);
  await comeBack(progress, failedOver, disaster);
  for (const each of failedOver) await failBack(progress, each);
  for (const { users } of stages) users.stop();
  bringBackAgain();
  await progress.step("Terraform plans no changes after the failback", async (detail) => {
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
    const workloads = deployedWorkloads(await outputsByStack(terraform, stacks));
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
