import type { Disaster } from "./command-line";
import { type Some, struckTogether } from "./disaster";
import { comeBack, type FailedOver, failBack } from "./failback-story";
import { failOver } from "./failover-story";
import type { Progress } from "./progress";
import { failureSeen, nowText } from "./service";
import { namesOf, type Stage } from "./stage";

/**
 * Every workload's primary is struck, each alone or all at once, and users are saved. Whoever is not struck by a disaster
 * sees nothing of it, whether he was saved from an earlier one or not.
 * @param onStrike told before a disaster of those whom it strikes
 */
export async function failAllOver(
  progress: Progress,
  stages: Some<Stage>,
  disaster: Disaster,
  onStrike: (struck: Some<Stage>) => void = () => {},
): Promise<Some<FailedOver>> {
  const failedOver: FailedOver[] = [];
  for (const struck of struckTogether(stages, disaster)) {
    onStrike(struck);
    const [first, ...others] = struck;
    const since = await failOver(progress, first, disaster, others);
    failedOver.push(...struck.map((stage) => ({ stage, since })));
    await requireUnharmed(progress, stages, struck, since);
  }
  return failedOver as readonly FailedOver[] as Some<FailedOver>;
}

/** The primaries are back, and one workload's users after the other's return to them. */
export async function failAllBack(progress: Progress, failedOver: Some<FailedOver>, disaster: Disaster): Promise<void> {
  await comeBack(progress, failedOver, disaster);
  const stages = failedOver.map(({ stage }) => stage);
  for (const each of failedOver) {
    const since = each.stage.aws.clock.now();
    await failBack(progress, each);
    await requireUnharmed(progress, stages, [each.stage], since);
  }
}

async function requireUnharmed(
  progress: Progress,
  stages: readonly Stage[],
  concerned: readonly Stage[],
  since: number,
): Promise<void> {
  const others = stages.filter((stage) => !concerned.includes(stage));
  if (others.length === 0) return;
  await progress.step(`${namesOf(others)}: nobody has noticed it`, async (detail) => {
    for (const stage of others) {
      const seen = failureSeen(stage, since);
      if (seen !== undefined) throw new Error(`${stage.workload.name}: ${seen}`);
      detail(`${stage.workload.name}: ${nowText(stage)}`);
    }
  });
}
