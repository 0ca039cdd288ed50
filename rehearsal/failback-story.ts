import { inSeconds } from "./aws-time";
import type { Disaster } from "./command-line";
import { powerState } from "./deployed-status";
import { heal, returnText, type Some } from "./disaster";
import { commandText, withOperator } from "./operator";
import { longer, longerToEnd, longerToForget, longestOf } from "./patience";
import type { Progress } from "./progress";
import { messagesAfter, readMessages } from "./received-messages";
import { controllerMemory, type EpisodeRecord, episodesSince, exists } from "./record";
import { allServedBy, nowText, requireNoAnswer, requireNoFailure } from "./service";
import { namesOf, recordOf, type Stage } from "./stage";

/** The primary's boot, and the checks' time until Route 53 has it healthy again. */
const BACK_WITHIN_MS = 10 * 60_000;
/** Milliseconds of AWS time for which users must stay at the standby although the primary serves: five TTLs and more, or one of a longer TTL. */
const STAY_MS = 5 * 60_000;
/** Without a lock: the checks' and DNS's time, the grace period, and the looks between them. */
const RETURN_WITHIN_MS = 60 * 60_000;
/** After the command: the looks that settle the memory and write the document. */
const RECORDED_WITHIN_MS = 5 * 60_000;
/** Milliseconds of AWS time after the standby's stop: whoever's resolver still had its address would have asked it. */
const AFTERMATH_MS = 2 * 60_000;

const REASON = "the primary is mended";

/** A workload that was struck, and when: AWS time in milliseconds. */
export interface FailedOver {
  readonly stage: Stage;
  readonly since: number;
}

/** The primaries serve again, and Route 53 sees it; users stay where the lock holds them. */
export async function comeBack(progress: Progress, failedOver: Some<FailedOver>, disaster: Disaster): Promise<void> {
  const [{ stage: first }, ...others] = failedOver;
  const stages = [first, ...others.map(({ stage }) => stage)] as const;
  const { aws } = first;
  const names = namesOf(stages);
  const sticky = stages.filter(({ parts }) => parts.isSticky);
  const since = aws.clock.now();
  await progress.step(`${names}: ${returnText(stages, disaster)}`, async (detail) => {
    for (const line of await heal(stages, disaster)) detail(line);
    const areHealthy = () =>
      stages.every(({ parts }) => aws.dataPlane.healthChecks.statusOf(parts.endpointCheckId).healthy);
    await aws.runUntil(
      "Route 53's checkers see the primary again",
      areHealthy,
      BACK_WITHIN_MS + longestOf(stages, longer),
    );
    detail(`+${inSeconds(aws.clock.now() - since)}  Route 53's checkers see it`);
    for (const stage of stages) requireNoFailure(stage, since);
  });
  if (sticky.length === 0) return;
  await progress.step(`${names}: users stay at the standby`, async (detail) => {
    const stayMs = STAY_MS + longestOf(sticky, longerToForget);
    const until = aws.clock.now() + stayMs;
    await aws.runUntil("some minutes have passed", () => aws.clock.now() >= until, 2 * stayMs);
    for (const stage of sticky) {
      requireNoAnswer(stage, await effectiveAt(stage));
      requireNoFailure(stage, since);
      if (!allServedBy(stage, stage.workload.standby.address)) throw new Error(nowText(stage));
      detail(`for ${inSeconds(aws.clock.now() - since)}: ${nowText(stage)}`);
    }
  });
}

/** Users return, without a gap, by the operator's one command; or by themselves, where the failover was not to be sticky. */
export async function failBack(progress: Progress, { stage, since }: FailedOver): Promise<void> {
  const { aws, workload, parts } = stage;
  const { name } = workload;
  const readBefore = readMessages(stage.messagesFolder).length;
  const begun = aws.clock.now();
  if (parts.isSticky) {
    const args = ["failback", name, "--region", parts.standbyRegion, "--yes", "--reason", REASON];
    await progress.step(`${name}: the operator's one command: ${commandText(args)}`, async (detail) => {
      requireNoAnswer(stage, await effectiveAt(stage));
      await withOperator(stage, ({ run }) => run(args, detail));
    });
  }
  await progress.step(`${name}: users are back at the primary, and nobody saw a gap`, async (detail) => {
    const isOver = async () =>
      allServedBy(stage, workload.primary.address) &&
      (await powerState(aws, parts.standbyRegion, workload.standby.instanceId)) === "stopped" &&
      (await controllerMemory(aws, recordOf(stage))).episode === undefined;
    await aws.runUntil(
      "users are served by the primary, the standby is stopped, the episode has ended",
      isOver,
      (parts.isSticky ? RECORDED_WITHIN_MS : RETURN_WITHIN_MS) + longerToEnd(parts.pace),
    );
    const aftermathMs = AFTERMATH_MS + longerToForget(parts.pace);
    const until = aws.clock.now() + aftermathMs;
    await aws.runUntil("the last caches have asked again", () => aws.clock.now() >= until, 2 * aftermathMs);
    requireNoFailure(stage, begun);
    if (!allServedBy(stage, workload.primary.address)) throw new Error(nowText(stage));
    if (await exists(aws, recordOf(stage), workload.lock.key)) throw new Error("the failover lock is still there");
    detail(`since ${parts.isSticky ? "the command" : "its return"} nobody saw a failed request: ${nowText(stage)}`);
    detail(`the standby ${workload.standby.instanceId} is stopped, the lock is gone`);
    for (const message of await messagesAfter(aws, stage.messagesFolder, readBefore)) detail(`people read: ${message}`);
  });
  await progress.step(`${name}: the episode's record`, async (detail) => {
    const { recoverySeconds, outcome, startedAt, endedAt = startedAt } = await theEpisode(stage, since);
    const { worst, medianMilliseconds } = stage.users.outages(since);
    detail(
      `${outcome}, after ${inSeconds(endedAt - startedAt)}; promised recovery: ${workload.promisedRecoverySeconds} s`,
    );
    if (recoverySeconds === undefined) throw new Error("the episode's document has no recovery time");
    detail(
      `recovery time: ${recoverySeconds} s by the record; ${inSeconds(worst?.milliseconds ?? 0)} for the worst user, ${inSeconds(medianMilliseconds)} in the median`,
    );
  });
}

/** The one document of what began with the disaster. */
async function theEpisode(stage: Stage, since: number): Promise<EpisodeRecord> {
  const [episode, ...others] = await episodesSince(stage.aws, recordOf(stage), since);
  if (episode === undefined) throw new Error("the bucket holds no document of the episode");
  if (others.length > 0) throw new Error(`one disaster has made ${others.length + 1} episodes`);
  return episode;
}

async function effectiveAt(stage: Stage): Promise<number> {
  const { episode } = await controllerMemory(stage.aws, recordOf(stage));
  if (episode?.effectiveAt === undefined) throw new Error("the controller remembers no failover that is in effect");
  return episode.effectiveAt;
}
