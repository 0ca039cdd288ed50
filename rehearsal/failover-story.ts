import { inSeconds } from "./aws-time";
import type { Disaster } from "./command-line";
import { commit } from "./commit-story";
import { disasterText, strike } from "./disaster";
import { gatherEvidence, refusedToController } from "./evidence";
import { longer, longestKept, longestOf } from "./patience";
import type { Progress } from "./progress";
import { messagesAfter, readMessages } from "./received-messages";
import { refusedText } from "./refused-calls";
import { allServedBy, nowText } from "./service";
import { namesOf, type Stage } from "./stage";
import { judgePaths, missing, type Triggers, verdictText } from "./trigger-paths";
import { whyNotSaved } from "./why-not-saved";

/** What is slower than this has failed, whatever was promised. */
const RESCUE_WITHIN_MS = 10 * 60_000;
/** After users are served: the alarm takes up to three minutes, the schedule up to two. */
const LAST_TRIGGER_WITHIN_MS = 5 * 60_000;

/**
 * The disaster, and then nothing but watching: the deployed system saves itself, and users judge.
 * @param others workloads that are struck at the same moment
 * @returns AWS time of the disaster, in milliseconds
 */
export async function failOver(
  progress: Progress,
  stage: Stage,
  disaster: Disaster,
  others: readonly Stage[] = [],
): Promise<number> {
  const { aws, timeline } = stage;
  const struck = [stage, ...others] as const;
  const names = namesOf(struck);
  const readBefore = readMessages(stage.messagesFolder).length;
  const since = aws.clock.now();
  const title = disasterText(struck, disaster);
  await progress.step(`${names}: ${title}`, async (detail) => {
    for (const line of await strike(struck, disaster)) detail(line);
  });
  const darkRegions = new Set(disaster === "region" ? struck.flatMap(({ primaryRegion }) => primaryRegion ?? []) : []);
  // What follows is said of each workload by its name, where there are several.
  const whose = ({ workload }: Stage) => (others.length > 0 ? `${workload.name}: ` : "");

  let told = since;
  const tellTimeline = (detail: (text: string) => void) => {
    for (const { at, text } of timeline.since(told)) detail(`+${inSeconds(at - since)}  ${text}`);
    told = aws.clock.now() + 1;
  };
  await progress.step(`${names}: hands off: users are served by the standby`, async (detail) => {
    const isSaved = (each: Stage) =>
      allServedBy(each, each.workload.standby.address) &&
      each.users.outages(since).perUser.every(({ to }) => to !== undefined);
    const rescueWithinMs = RESCUE_WITHIN_MS + longestOf(struck, longer);
    const isDecided = () => struck.every(isSaved) || aws.clock.now() - since >= rescueWithinMs;
    try {
      await aws.runUntil("all users are served by the standby", isDecided, rescueWithinMs);
    } finally {
      tellTimeline(detail);
    }
    for (const each of struck) detail(`${whose(each)}${nowText(each)}`);
    const failures: string[] = [];
    for (const each of struck.filter((each) => !isSaved(each))) {
      const verdicts = await judgePaths(aws, timeline, triggersOf(each, darkRegions), since);
      for (const verdict of verdicts) detail(`${whose(each)}${verdictText(verdict)}`);
      const reasons = whyNotSaved(await gatherEvidence(each, verdicts, since));
      const result = `not all users are served by the standby after ${inSeconds(rescueWithinMs)} of AWS time: ${nowText(each)}`;
      failures.push(...[...reasons, result].map((line) => `${whose(each)}${line}`));
    }
    if (failures.length > 0) throw new Error(failures.join("\n"));
  });

  await commit(progress, struck, since);

  await progress.step(`${names}: every trigger's way to the controller`, async (detail) => {
    const watched = struck.map((each) => ({ each, triggers: triggersOf(each, darkRegions) }));
    const allCame = () => watched.every(({ triggers }) => missing(timeline, triggers, since).length === 0);
    await aws.runUntil("every trigger has come", allCame, LAST_TRIGGER_WITHIN_MS).catch(() => {}); // The verdicts say so.
    tellTimeline(detail);
    const dead: string[] = [];
    const refused: string[] = [];
    for (const { each, triggers } of watched) {
      for (const verdict of await judgePaths(aws, timeline, triggers, since)) {
        const line = `${whose(each)}${verdictText(verdict)}`;
        detail(line);
        if (verdict.kind === "dead") dead.push(line);
      }
      for (const calls of await refusedToController(each, since)) refused.push(`${whose(each)}${refusedText(calls)}`);
    }
    for (const line of refused) detail(line);
    if (dead.length > 0)
      throw new Error(`users were saved, but not every way lives:\n${[...dead, ...refused].join("\n")}`);
    for (const each of struck)
      if (!allServedBy(each, each.workload.standby.address))
        throw new Error(`a late trigger has changed something: ${whose(each)}${nowText(each)}`);
  });

  await progress.step(`${names}: the outage, as users saw it`, async (detail) => {
    for (const message of await messagesAfter(aws, stage.messagesFolder, readBefore)) detail(`people read: ${message}`);
    for (const each of struck) {
      const { worst, medianMilliseconds } = each.users.outages(since);
      const { promisedRecoverySeconds: promised } = each.workload;
      detail(
        `${whose(each)}outage: ${inSeconds(worst?.milliseconds ?? 0)} for the worst user, ${inSeconds(medianMilliseconds)} in the median; promised: ${promised} s`,
      );
      if ((worst?.milliseconds ?? 0) > longestKept(promised, each.parts.pace))
        throw new Error(`${whose(each)}the outage was longer than what the deployment promises`);
    }
  });
  return since;
}

function triggersOf(
  { parts, workload, primaryRegion, regions }: Stage,
  darkRegions: Triggers["darkRegions"],
): Triggers {
  const { instanceId } = workload.primary;
  return {
    controllerArn: parts.controllerArn,
    endpointCheckId: parts.endpointCheckId,
    primary:
      instanceId !== undefined && primaryRegion !== undefined ? { instanceId, region: primaryRegion } : undefined,
    regions,
    darkRegions,
  };
}
