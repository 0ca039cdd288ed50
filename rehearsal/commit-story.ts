import { inSeconds } from "./aws-time";
import { longer } from "./patience";
import type { Progress } from "./progress";
import { controllerMemory, exists } from "./record";
import { namesOf, recordOf, type Stage } from "./stage";

/** After users are served: the name servers' turn, one TTL, and the schedule's next look, which takes up to two minutes. */
const EFFECTIVE_WITHIN_MS = 5 * 60_000;

/**
 * Waits until the failover holds by itself: the lock is written, and no resolver has an older answer. Where failback is
 * automatic there is nothing to wait for.
 * @param since AWS time of the disaster, in milliseconds
 */
export async function commit(progress: Progress, stages: readonly Stage[], since: number): Promise<void> {
  const sticky = stages.filter(({ parts }) => parts.isSticky);
  if (sticky.length === 0) return;
  const { aws } = sticky[0]!;
  const names = namesOf(sticky);
  await progress.step(`${names}: the failover is committed, and holds`, async (detail) => {
    for (const stage of sticky) {
      const { bucket, key } = stage.workload.lock;
      const look = () => controllerMemory(aws, recordOf(stage));
      const isEffective = async () =>
        (await exists(aws, recordOf(stage), key)) && (await look()).episode?.effectiveAt !== undefined;
      try {
        await aws.runUntil(
          `s3://${bucket}/${key} is written and effective`,
          isEffective,
          EFFECTIVE_WITHIN_MS + longer(stage.parts.pace),
        );
      } catch (error) {
        const last = (await look()).episode?.events.at(-1)?.what ?? "nothing";
        throw new Error(`${(error as Error).message} The controller recorded last: ${last}`);
      }
      const { committedAt = since, effectiveAt = since } = (await look()).episode!;
      detail(
        `+${inSeconds(committedAt - since)}  s3://${bucket}/${key} is written; effective at +${inSeconds(effectiveAt - since)}`,
      );
    }
  });
}
