import { renameSync } from "node:fs";
import { join } from "node:path";
import { compareInventories, type Inventory } from "../embedded-aws/inventory";
import type { DeployedWorkload } from "./deployed-workload";
import { announce, deploy, tellTime } from "./deployment";
import type { Some } from "./disaster";
import { failAllBack, failAllOver } from "./disaster-story";
import { planInTheDark, requireNoChanges } from "./plans";
import { type Prepared, prepare } from "./preparation";
import type { Progress } from "./progress";
import { proveStandbys } from "./proof-story";
import type { RehearsalOptions } from "./rehearsal-options";
import type { Stage } from "./stage";
import { StoryRecord } from "./story-record";
import { destroyStacks } from "./terraform-stacks";

/** What a story is told of. */
interface Told extends Pick<Prepared, "aws" | "terraform" | "stacks"> {
  readonly workloads: readonly DeployedWorkload[];
}

/**
 * The whole disaster: deploy, prove, strike, watch the deployed system save its users and hold them, fail back by the
 * operator's one command, find nothing to change, destroy, and find nothing left.
 *
 * @throws StepFailure that names the step
 */
export async function rehearse(options: RehearsalOptions): Promise<void> {
  const { progress, folder } = options;
  const { before, ...prepared } = await prepare(options);
  const { aws, terraform, stacks } = prepared;
  const workloads = await deploy(progress, aws, terraform, stacks);
  const rehearsal = { ...prepared, workloads, messagesFolder: join(folder, "aws", "messages") };

  const bringBack = putAway(folder);
  // All before the first disaster: in a dark region nothing more can be proved.
  const stages = await proveStandbys(progress, rehearsal, workloads);
  bringBack();
  const record = new StoryRecord(options, stages);
  try {
    await strikeAndReturn(options, rehearsal, stages, record);
    await record.end();
    await leaveNothing(progress, rehearsal, before);
  } catch (error) {
    // An AWS that has died tells nothing more; the failure itself says so.
    const report = await record.report(error).catch(() => undefined);
    if (report) options.onReport(report);
    throw error;
  }
  options.onReport(await record.report());
}

/** The disaster, and the way back: at its end users are at the primary, as in the beginning. */
async function strikeAndReturn(
  { progress, folder, disaster }: RehearsalOptions,
  rehearsal: Told,
  stages: Some<Stage>,
  record: StoryRecord,
): Promise<void> {
  const { terraform, stacks } = rehearsal;
  const bringBack = putAway(folder);
  const failedOver = await failAllOver(progress, stages, disaster, (struck) => record.struck(struck));
  const darkRegions = new Set(disaster === "region" ? stages.flatMap(({ primaryRegion }) => primaryRegion ?? []) : []);
  bringBack();

  if (darkRegions.size > 0) await planInTheDark(progress, rehearsal, darkRegions);
  await progress.step("Terraform plans no changes while failed over", async (detail) => {
    await requireNoChanges(terraform, stacks, detail);
  });

  const bringBackAgain = putAway(folder);
  await failAllBack(progress, failedOver, disaster);
  for (const { users } of stages) users.stop();
  bringBackAgain();
}

async function leaveNothing(progress: Progress, { aws, terraform, stacks }: Told, before: Inventory): Promise<void> {
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

/** From here to `bringBack` the synthesized folder and the state are out of reach: only what was deployed counts. */
function putAway(folder: string): () => void {
  const [here, away] = [join(folder, "deployment"), join(folder, "put-away")];
  renameSync(here, away);
  return () => renameSync(away, here);
}
