import type { Disaster } from "./command-line";
import type { DeployedParts } from "./deployed-parts";
import { isAlarmOn, isArmed, powerState } from "./deployed-status";
import { disasterText, type Struck, strike } from "./disaster";
import { gatherEvidence, refusedToController } from "./evidence";
import type { Progress } from "./progress";
import { readMessages } from "./received-messages";
import { refusedText } from "./refused-calls";
import type { Timeline } from "./timeline";
import { judgePaths, missing, type Triggers, verdictText } from "./trigger-paths";
import { sightText, type Users } from "./users";
import { whyNotSaved } from "./why-not-saved";

/** Milliseconds of AWS time: two first boots, the checks' and DNS's time, and a minute for the schedule. */
const FIRST_SERVICE_WITHIN_MS = 10 * 60_000;
/** The proof needs the standby's first boot and three looks of the schedule. */
const PROOF_WITHIN_MS = 20 * 60_000;
/** An alarm may still look at a minute that ended so long ago, and turn when nothing is wrong any more. */
const CALM_MS = 3 * 60_000;
/** What is slower than this has failed, whatever was promised. */
const RESCUE_WITHIN_MS = 10 * 60_000;
/** After users are served: the alarm takes up to three minutes, the schedule up to two. */
const LAST_TRIGGER_WITHIN_MS = 5 * 60_000;

export interface Stage extends Struck {
  readonly timeline: Timeline;
  readonly users: Users;
  readonly parts: DeployedParts;
  readonly regions: readonly string[];
  /** Holds what people were sent, one text file a message and recipient. */
  readonly messagesFolder: string;
}

/**
 * From a new deployment to a standby that waits: every deployment begins with a proof that the standby works.
 * @param deployedAt AWS time at which the deployment was there, in milliseconds; now, if nothing has happened since
 */
export async function proveStandby(
  progress: Progress,
  stage: Stage,
  deployedAt = stage.aws.clock.now(),
): Promise<void> {
  const { aws, workload, parts } = stage;
  await progress.step(`${workload.name}: users are served by the primary`, async (detail) => {
    const { address } = workload.primary;
    await aws.runUntil(
      `all users are served by the primary at ${address}`,
      () => allServedBy(stage, address),
      FIRST_SERVICE_WITHIN_MS,
    );
    detail(`${inSeconds(aws.clock.now() - deployedAt)} of AWS time after the deployment: ${nowText(stage)}`);
  });
  const title = `${workload.name}: the controller proves the new standby, stops it and arms itself`;
  await progress.step(title, async (detail) => {
    const isWaiting = async () =>
      (await powerState(aws, parts.standbyRegion, workload.standby.instanceId)) === "stopped" &&
      (await isArmed(aws, parts.standbyRegion, workload.lockBucket)) &&
      // An alarm acts on transitions only: one that is on from the first boot, or turns late, would not tell of the disaster.
      !(await isAlarmOn(aws, parts.endpointCheckId)) &&
      isCalm(stage) &&
      allServedBy(stage, workload.primary.address);
    await aws.runUntil("the standby is stopped and the controller armed", isWaiting, PROOF_WITHIN_MS);
    detail(
      `${inSeconds(aws.clock.now() - deployedAt)} of AWS time after the deployment: the standby is stopped, the controller is armed`,
    );
  });
}

/**
 * The disaster, and then nothing but watching: the deployed system saves itself, and users judge.
 * @param others workloads that are struck by the same disaster: a region goes dark for all that it holds
 */
export async function failOver(
  progress: Progress,
  stage: Stage,
  disaster: Disaster,
  others: readonly Stage[] = [],
): Promise<void> {
  const { aws, timeline } = stage;
  const struck = [stage, ...others];
  const names = struck.map(({ workload }) => workload.name).join(" and ");
  const readBefore = readMessages(stage.messagesFolder).length;
  const since = aws.clock.now();
  const title = disasterText(stage, disaster);
  await progress.step(`${names}: ${title}`, async (detail) => {
    detail(await strike(stage, disaster));
  });
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
    const isDecided = () => struck.every(isSaved) || aws.clock.now() - since >= RESCUE_WITHIN_MS;
    try {
      await aws.runUntil("all users are served by the standby", isDecided, RESCUE_WITHIN_MS);
    } finally {
      tellTimeline(detail);
    }
    for (const each of struck) detail(`${whose(each)}${nowText(each)}`);
    const failures: string[] = [];
    for (const each of struck.filter((each) => !isSaved(each))) {
      const verdicts = await judgePaths(aws, timeline, triggersOf(each, disaster), since);
      for (const verdict of verdicts) detail(`${whose(each)}${verdictText(verdict)}`);
      const reasons = whyNotSaved(await gatherEvidence(each, verdicts, since));
      const result = `not all users are served by the standby after ${inSeconds(RESCUE_WITHIN_MS)} of AWS time: ${nowText(each)}`;
      failures.push(...[...reasons, result].map((line) => `${whose(each)}${line}`));
    }
    if (failures.length > 0) throw new Error(failures.join("\n"));
  });

  await progress.step(`${names}: every trigger's way to the controller`, async (detail) => {
    const watched = struck.map((each) => ({ each, triggers: triggersOf(each, disaster) }));
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
    await aws.dataPlane.messages.settled();
    for (const message of readMessages(stage.messagesFolder).slice(readBefore)) detail(`people read: ${message}`);
    for (const each of struck) {
      const { worst, medianMilliseconds } = each.users.outages(since);
      const { promisedRecoverySeconds } = each.workload;
      detail(
        `${whose(each)}outage: ${inSeconds(worst?.milliseconds ?? 0)} for the worst user, ${inSeconds(medianMilliseconds)} in the median; promised: ${promisedRecoverySeconds} s`,
      );
      if ((worst?.milliseconds ?? 0) > promisedRecoverySeconds * 1_000)
        throw new Error(`${whose(each)}the outage was longer than what the deployment promises`);
    }
  });
}

/** @throws Error that names the workload whose users are not served by its standby */
export function requireService(stages: readonly Stage[], detail: (text: string) => void): void {
  for (const stage of stages) {
    const line = `${stage.workload.name}: ${nowText(stage)}`;
    if (!allServedBy(stage, stage.workload.standby.address)) throw new Error(line);
    detail(line);
  }
}

function triggersOf({ parts, workload, primaryRegion, regions }: Stage, disaster: Disaster): Triggers {
  const { instanceId } = workload.primary;
  return {
    controllerArn: parts.controllerArn,
    endpointCheckId: parts.endpointCheckId,
    primary:
      instanceId !== undefined && primaryRegion !== undefined ? { instanceId, region: primaryRegion } : undefined,
    regions,
    primaryIsDark: disaster === "region",
  };
}

function isCalm({ aws, parts }: Stage): boolean {
  const { healthy, since } = aws.dataPlane.healthChecks.statusOf(parts.endpointCheckId);
  return healthy && aws.clock.now() - since >= CALM_MS;
}

function allServedBy({ users }: Stage, address: string): boolean {
  const seen = users.now();
  return seen.length > 0 && seen.every(({ sight }) => sight.kind === "served" && sight.address === address);
}

const nowText = ({ users }: Stage) =>
  users
    .now()
    .map(({ sight, users: count }) => `${count} × ${sightText(sight)}`)
    .join("; ");

const inSeconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
