import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { requireClean, requireWaiting } from "./clean-state";
import type { DeployedWorkload } from "./deployed-workload";
import { requestsPerSecond } from "./patience";
import type { ProvenDeployment } from "./proven-deployment";
import { type Stage, setStage } from "./stage";
import { Timeline } from "./timeline";
import { Users } from "./users";
import { type DeployedByTerraform, terraformFor } from "./world/terraform-here";

/** A scenario lasts up to an hour of AWS time; ten users, each with a phase of its own, ask ten times a second together. */
const REQUESTS_PER_SECOND = 1;

/** Breaks something that was deployed. */
export type BreakIt = (aws: EmbeddedAws, workload: DeployedWorkload) => Promise<unknown>;

/** What one scenario is played on, and nothing else is. */
export interface Copy {
  readonly stage: Stage;
  /** Terraform for this copy, with states of its own. */
  readonly terraformHere: () => DeployedByTerraform;
}

/**
 * Makes a copy of a deployment, in the clean state that every scenario begins with, and sets the stage on it.
 * @throws Error that names what is not clean
 */
export async function copyOf(
  deployment: ProvenDeployment,
  { name, seed, breakIt }: { readonly name: string; readonly seed: number; readonly breakIt?: BreakIt | undefined },
): Promise<Copy> {
  const { workload, workloads, regions } = deployment;
  const folder = mkdtempSync(join(deployment.folder, `${name}-`));
  const timeline = new Timeline();
  const aws = await deployment.aws.fork({ folder, seed, happenings: timeline });
  try {
    await requireClean(aws, deployment.clean);
    if (breakIt) {
      await breakIt(aws, workload);
      await aws.refresh();
    }
    const copied = { aws, timeline, regions, messagesFolder: join(folder, "messages") };
    const stage = await setStage(copied, workload);
    await requireWaiting(stage);
    // The others have no users here, but their primaries serve: nothing is to happen to them but what happens to all.
    for (const other of workloads)
      if (other.name !== workload.name) await requireWaiting(await setStage(copied, other));
    const { clock, random, dataPlane } = aws;
    const network = dataPlane.servers;
    const users = new Users({
      ...{ clock, random, network, ask: dataPlane.ask, site: stage.parts.site },
      requestsPerSecond: requestsPerSecond(REQUESTS_PER_SECOND, workload.promisedRecoverySeconds),
    });
    let here: DeployedByTerraform | undefined;
    const terraformHere = () => {
      here ??= terraformFor(deployment, aws, folder);
      return here;
    };
    return { stage: { ...stage, users }, terraformHere };
  } catch (error) {
    await aws.stop();
    throw error;
  }
}
