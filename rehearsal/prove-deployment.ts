import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cleanStateOf } from "./clean-state";
import { deploy } from "./deployment";
import { prepare } from "./preparation";
import type { Progress } from "./progress";
import { proveStandbys } from "./proof-story";
import type { ProvenDeployment } from "./proven-deployment";
import type { RehearsalMeans } from "./rehearsal-options";

/**
 * Deploys a configuration and proves its standbys: what copies are made of.
 * @throws StepFailure that names the step
 */
export async function proveDeployment(
  options: RehearsalMeans,
  progress: Progress = options.progress,
): Promise<ProvenDeployment> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const { aws, timeline, terraform, stacks, regions } = await prepare({ ...options, progress });
  const workloads = await deploy(progress, aws, terraform, stacks);
  const deployment = { aws, timeline, regions, messagesFolder: join(folder, "aws", "messages") };
  const stages = await proveStandbys(progress, deployment, workloads);
  for (const { users } of stages) users.stop();
  const [workload] = workloads;
  if (workload === undefined) throw new Error("the configuration has no workload");
  const copies = join(folder, "copies");
  mkdirSync(copies);
  return { aws, workload, regions, folder: copies, terraform, stacks, clean: await cleanStateOf(aws) };
}
