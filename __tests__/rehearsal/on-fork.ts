import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import type { Some } from "../../rehearsal/disaster";
import type { ProvenDeployment } from "../../rehearsal/proven-deployment";
import type { BreakIt } from "../../rehearsal/scenario-copy";
import { type Stage, setStage } from "../../rehearsal/stage";
import { Timeline } from "../../rehearsal/timeline";
import { REGIONS } from "./proven-deployment";

/** A deployment by real Terraform, and a folder for its copies' files. */
export type Deployed = Pick<ProvenDeployment, "aws" | "workload" | "folder">;

/**
 * Plays on a copy of a deployment, which is gone afterwards: users have just come to one of its workloads.
 * @param breakIt breaks something that was deployed, before they come
 */
export function onFork<Result>(
  { aws, workload, folder }: Deployed,
  { seed = 1, breakIt }: { readonly seed?: number; readonly breakIt?: BreakIt },
  play: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const breakTheCopy = breakIt && ((copy: EmbeddedAws) => breakIt(copy, workload));
  return playOn({ aws, folder, workloads: [workload] }, { seed, breakTheCopy }, ([stage]) => play(stage));
}

/** The same with users of all of its workloads, in its order. */
export const onForkOfAll = <Result>(
  deployed: Pick<ProvenDeployment, "aws" | "workloads" | "folder">,
  play: (stages: Some<Stage>) => Promise<Result>,
): Promise<Result> => playOn(deployed, { seed: 1 }, play);

async function playOn<Result>(
  { aws: deployed, workloads, folder: parent }: Pick<ProvenDeployment, "aws" | "workloads" | "folder">,
  {
    seed,
    breakTheCopy,
  }: { readonly seed: number; readonly breakTheCopy?: ((copy: EmbeddedAws) => unknown) | undefined },
  play: (stages: Some<Stage>) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(parent, "fork-"));
  const timeline = new Timeline();
  const aws = await deployed.fork({ folder, seed, happenings: timeline });
  try {
    if (breakTheCopy) {
      await breakTheCopy(aws);
      await aws.refresh();
    }
    const copy = { aws, timeline, regions: REGIONS, messagesFolder: join(folder, "messages") };
    const stages: Stage[] = [];
    for (const workload of workloads) stages.push(await setStage(copy, workload));
    for (const { users } of stages) users.start();
    const result = await play(stages as readonly Stage[] as Some<Stage>);
    for (const { users } of stages) users.stop();
    return result;
  } finally {
    await aws.stop();
  }
}
