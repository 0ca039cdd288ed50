import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cleanStateOf } from "./clean-state";
import { workloadNames } from "./deployed-workload";
import { deploy } from "./deployment";
import { prepare } from "./preparation";
import type { Progress } from "./progress";
import { proveStandbys } from "./proof-story";
import type { ProvenDeployment } from "./proven-deployment";
import type { RehearsalMeans } from "./rehearsal-options";
import { chosenWorkload } from "./workload-choice";

/** How a deployment is made that scenarios are played on. */
export interface ScenarioMeans extends RehearsalMeans {
  /** The name of the workload that they are played on; the first of the file, if none is given. */
  readonly workload?: string | undefined;
}

/**
 * Deploys a configuration and proves its standbys: what copies are made of.
 * @throws Error before anything is deployed, if there is no such workload; StepFailure that names the step
 */
export async function proveDeployment(
  options: ScenarioMeans,
  progress: Progress = options.progress,
): Promise<ProvenDeployment> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const { aws, timeline, terraform, stacks, regions } = await prepare({ ...options, progress });
  const chosen = chosenWorkload(workloadNames(stacks), options.workload);
  const workloads = await deploy(progress, aws, terraform, stacks);
  const deployment = { aws, timeline, regions, messagesFolder: join(folder, "aws", "messages") };
  const stages = await proveStandbys(progress, deployment, workloads);
  for (const { users } of stages) users.stop();
  const workload = workloads.find(({ name }) => name === chosen)!;
  const copies = join(folder, "copies");
  mkdirSync(copies);
  return { aws, workload, workloads, regions, folder: copies, terraform, stacks, clean: await cleanStateOf(aws) };
}
