import { Background } from "./background";
import { requireUntouched } from "./clean-state";
import { failureText } from "./failure-text";
import { requireNoChanges } from "./plans";
import { type Played, playAndKeep } from "./play-scenario";
import type { ScenarioMeans } from "./prove-deployment";
import type { ProvenDeployment } from "./proven-deployment";
import { withPlan } from "./report/plan-expectation";
import type { ScenarioReport } from "./report/report";
import type { Scenario } from "./scenario";
import { type Staged, stageScenarios } from "./scenario-deployments";
import { followerOn } from "./scenario-follower";
import { scenarioTable, type TableRow } from "./scenario-table";
import { choiceText } from "./workload-choice";

export interface ScenarioRunOptions extends ScenarioMeans {
  readonly scenarios: readonly Scenario[];
  /** The one command that plays a scenario again. */
  readonly repeat: (scenario: Scenario) => string;
  /** Told of each scenario's report as soon as it is whole. */
  readonly onReport: (report: ScenarioReport) => void;
}

/**
 * Plays scenarios, each on a copy of a deployment: all of them, whatever becomes of the others. Afterwards Terraform plans
 * no changes in any copy, and the deployments are as they were.
 * @returns whether every expectation held
 * @throws StepFailure where a deployment fails, or was touched
 */
export async function playScenarios(options: ScenarioRunOptions): Promise<boolean> {
  const { progress, scenarios } = options;
  const background = new Background();
  const { staged, deployments } = await stageScenarios(options, scenarios, background);
  const rows: Promise<TableRow>[] = [];
  for (const each of staged) rows.push((await playOne(options, each, background)).planned);
  const played = await progress.step("Terraform plans no changes after any scenario", async (detail) => {
    const all = await Promise.all(rows);
    for (const { report } of all) if (report.failure) detail(`${report.name}: failed`);
    detail(`planned after each of ${all.length} scenarios`);
    return all;
  });
  await progress.step("The deployments are as they were", async (detail) => {
    for (const deployment of deployments) await requireAsItWas(await deployment, detail);
  });
  progress.lines(`\n${scenarioTable(played)}`);
  for (const { report } of played) if (report.failure) progress.lines(`\n${failureText(report)}`);
  return played.every(({ report }) => report.failure === undefined);
}

/** Plays one, and has it planned beside the next. Resolves when it was played. */
async function playOne(
  { progress, seed, repeat, onReport }: ScenarioRunOptions,
  { scenario, deployment, variation }: Staged,
  background: Background,
): Promise<{ readonly planned: Promise<TableRow> }> {
  const { name, title } = scenario;
  const again = repeat(scenario);
  let begun = performance.now();
  const played = await progress.step(`${name}: ${title}`, async (detail) => {
    const follower = followerOn(progress, detail, () => performance.now());
    if (variation !== undefined) detail(variation);
    const on = await deployment;
    const names = on.workloads.map((workload) => workload.name);
    const choice = choiceText(names, on.workload.name);
    if (choice !== undefined) detail(choice);
    begun = performance.now();
    const found = await playAndKeep(scenario, on, { seed, repeat: again, follower });
    const { failure } = found.report;
    if (failure) detail(`FAILED: ${failure.expectation}: ${failure.seen}`);
    return found;
  });
  const took = (performance.now() - begun) / 1_000;
  const planned = background.do(async () => {
    const report = withPlan(played.report, await changesOf(played), again);
    onReport(report);
    return { report, took };
  });
  return { planned };
}

/** What Terraform would change in the scenario's world, in words; undefined where it would change nothing. */
async function changesOf({ aws, terraformHere }: Played): Promise<string | undefined> {
  try {
    const { terraform, stacks } = terraformHere();
    await requireNoChanges(terraform, stacks, () => {});
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await aws.stop();
  }
}

async function requireAsItWas(
  { aws, terraform, stacks, clean }: ProvenDeployment,
  detail: (text: string) => void,
): Promise<void> {
  await requireUntouched(aws, clean);
  detail(`${clean.inventory.length} things, and no call since the proof`);
  await requireNoChanges(terraform, stacks, detail);
}
