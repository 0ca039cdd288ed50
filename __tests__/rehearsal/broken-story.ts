import { comeBack, failBack } from "../../rehearsal/failback-story";
import { failOver } from "../../rehearsal/failover-story";
import { type StepFailure, silentProgress } from "../../rehearsal/progress";
import type { Stage } from "../../rehearsal/stage";
import type { TriggerKind } from "../../rehearsal/trigger-paths";
import type { Break } from "./hand-made-breaks";
import { type Deployed, onFork } from "./on-fork";

/** Milliseconds of AWS time until users who have just come are served. */
const SERVED_WITHIN_MS = 60_000;

/**
 * How the failover fails on a copy of a deployment in which something was broken.
 * @param lost triggers whose deliveries a fault loses besides
 * @throws Error if it does not fail
 */
export function failureOfBrokenStory(
  deployment: Deployed,
  breakIt: Break,
  lost: readonly TriggerKind[] = [],
): Promise<StepFailure> {
  return failureOf(deployment, breakIt, async (stage) => {
    const isLost = (kind: string) => lost.some((trigger) => trigger === kind);
    stage.aws.faults.disturbDeliveries(({ kind }) => (isLost(kind) ? { kind: "lost" } : undefined));
    await failOver(silentProgress(), stage, "instance");
  });
}

/**
 * How the primary's return fails on a copy of a deployment that has failed over well.
 * @throws Error if it does not fail
 */
export function failureOfBrokenReturn(deployment: Deployed, breakIt: Break): Promise<StepFailure> {
  return failureOf(
    deployment,
    async () => {},
    async (stage) => {
      const since = await failOver(silentProgress(), stage, "instance");
      await breakIt(stage.aws, stage.workload);
      await comeBack(silentProgress(), [{ stage, since }], "instance");
      await failBack(silentProgress(), { stage, since });
    },
  );
}

function failureOf(deployment: Deployed, breakIt: Break, play: (stage: Stage) => Promise<void>): Promise<StepFailure> {
  return onFork(deployment, { breakIt }, async (stage) => {
    const { aws, users, workload } = stage;
    const areServed = () => users.now()[0]?.sight.address === workload.primary.address;
    await aws.runUntil("users are served by the primary", areServed, SERVED_WITHIN_MS);
    return play(stage).then(
      () => {
        throw new Error("The story succeeded.");
      },
      (failure: StepFailure) => failure,
    );
  });
}
