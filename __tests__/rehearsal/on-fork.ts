import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { ProvenDeployment } from "../../rehearsal/proven-deployment";
import type { BreakIt } from "../../rehearsal/scenario-copy";
import { type Stage, setStage } from "../../rehearsal/stage";
import { Timeline } from "../../rehearsal/timeline";
import { REGIONS } from "./proven-deployment";

/** A deployment by real Terraform, and a folder for its copies' files. */
export type Deployed = Pick<ProvenDeployment, "aws" | "workload" | "folder">;

/**
 * Plays on a copy of a deployment, which is gone afterwards: users have just come to it.
 * @param breakIt breaks something that was deployed, before they come
 */
export async function onFork<Result>(
  { aws: deployed, workload, folder: parent }: Deployed,
  { seed = 1, breakIt }: { readonly seed?: number; readonly breakIt?: BreakIt },
  play: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(parent, "fork-"));
  const timeline = new Timeline();
  const aws = await deployed.fork({ folder, seed, happenings: timeline });
  try {
    if (breakIt) {
      await breakIt(aws, workload);
      await aws.refresh();
    }
    const messagesFolder = join(folder, "messages");
    const stage = await setStage({ aws, timeline, regions: REGIONS, messagesFolder }, workload);
    stage.users.start();
    const result = await play(stage);
    stage.users.stop();
    return result;
  } finally {
    await aws.stop();
  }
}
