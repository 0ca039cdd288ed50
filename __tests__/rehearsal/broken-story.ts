import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import type { DeployedWorkload } from "../../rehearsal/deployed-workload";
import { failOver } from "../../rehearsal/failover-story";
import { Progress, type StepFailure } from "../../rehearsal/progress";
import { setStage } from "../../rehearsal/stage";
import { Timeline } from "../../rehearsal/timeline";
import type { TriggerKind } from "../../rehearsal/trigger-paths";
import type { Break } from "./hand-made-breaks";

/** Milliseconds of AWS time until users who have just come are served. */
const SERVED_WITHIN_MS = 60_000;

/** Steps that nobody reads. */
export const silentProgress = () => new Progress({ write: () => true }, {}, () => performance.now());

/**
 * How the story fails on a copy of a deployment, proven and waiting, in which something was broken.
 * @param folder existing; takes the copy's files
 * @param lost triggers whose deliveries a fault loses besides
 * @throws Error if it does not fail
 */
export async function failureOfBrokenStory(
  deployment: { aws: EmbeddedAws; workload: DeployedWorkload; regions: readonly string[]; folder: string },
  breakIt: Break,
  lost: readonly TriggerKind[] = [],
): Promise<StepFailure> {
  const { workload, regions } = deployment;
  const folder = mkdtempSync(join(deployment.folder, "broken-"));
  const timeline = new Timeline();
  const aws = await deployment.aws.fork({ folder, happenings: timeline });
  try {
    await breakIt(aws, workload);
    await aws.refresh();
    const isLost = (kind: string) => lost.some((trigger) => trigger === kind);
    aws.faults.disturbDeliveries(({ kind }) => (isLost(kind) ? { kind: "lost" } : undefined));
    const messagesFolder = join(folder, "messages");
    const stage = await setStage({ aws, timeline, workloads: [workload], regions, messagesFolder }, workload);
    stage.users.start();
    const areServed = () => stage.users.now()[0]?.sight.address === workload.primary.address;
    await aws.runUntil("users are served by the primary", areServed, SERVED_WITHIN_MS);
    return await failOver(silentProgress(), stage, "instance").then(
      () => {
        throw new Error("The story succeeded.");
      },
      (failure: StepFailure) => failure,
    );
  } finally {
    await aws.stop();
  }
}
