import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { Disaster } from "./command-line";
import type { DeployedParts } from "./deployed-parts";
import { isAlarmOn, isArmed, powerState } from "./deployed-status";
import type { DeployedWorkload } from "./deployed-workload";
import type { Progress } from "./progress";
import { readMessages } from "./received-messages";
import type { Timeline } from "./timeline";
import { judgePaths, missing, type Triggers, verdictText } from "./trigger-paths";
import { sightText, type Users } from "./users";

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

export interface Stage {
  readonly aws: EmbeddedAws;
  readonly timeline: Timeline;
  readonly users: Users;
  readonly workload: DeployedWorkload;
  readonly parts: DeployedParts;
  /** Where the primary's instance is; absent where it is not on EC2. */
  readonly primaryRegion: string | undefined;
  readonly regions: readonly string[];
  /** Holds what people were sent, one text file a message and recipient. */
  readonly messagesFolder: string;
  /** Ends a primary that is not on EC2. */
  readonly failOutsideAws?: () => void;
}

/** From a new deployment to a standby that waits: every deployment begins with a proof that the standby works. */
export async function proveStandby(progress: Progress, stage: Stage): Promise<void> {
  const { aws, workload, parts } = stage;
  const begun = aws.clock.now();
  await progress.step(`${workload.name}: users are served by the primary`, async (detail) => {
    const { address } = workload.primary;
    await aws.runUntil(
      `all users are served by the primary at ${address}`,
      () => allServedBy(stage, address),
      FIRST_SERVICE_WITHIN_MS,
    );
    detail(`${inSeconds(aws.clock.now() - begun)} of AWS time after the deployment: ${nowText(stage)}`);
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
      `${inSeconds(aws.clock.now() - begun)} of AWS time after the deployment: the standby is stopped, the controller is armed`,
    );
  });
}

/** The disaster, and then nothing but watching: the deployed system saves itself, and users judge. */
export async function failOver(progress: Progress, stage: Stage, disaster: Disaster): Promise<void> {
  const { aws, users, workload, timeline } = stage;
  const readBefore = readMessages(stage.messagesFolder).length;
  const since = aws.clock.now();
  const title = disaster === "instance" ? "the primary is stopped" : "the primary's region goes dark";
  await progress.step(`${workload.name}: ${title}`, async (detail) => {
    detail(await strike(stage, disaster));
  });

  let told = since;
  const tellTimeline = (detail: (text: string) => void) => {
    for (const { at, text } of timeline.since(told)) detail(`+${inSeconds(at - since)}  ${text}`);
    told = aws.clock.now() + 1;
  };
  await progress.step(`${workload.name}: hands off: users are served by the standby`, async (detail) => {
    try {
      const { address } = workload.standby;
      const isSaved = () =>
        allServedBy(stage, address) && users.outages(since).perUser.every(({ to }) => to !== undefined);
      await aws.runUntil(`all users are served by the standby at ${address}`, isSaved, RESCUE_WITHIN_MS);
    } finally {
      tellTimeline(detail);
    }
    detail(nowText(stage));
  });

  await progress.step(`${workload.name}: every trigger's way to the controller`, async (detail) => {
    const triggers = triggersOf(stage, disaster);
    const allCame = () => missing(timeline, triggers, since).length === 0;
    await aws.runUntil("every trigger has come", allCame, LAST_TRIGGER_WITHIN_MS).catch(() => {}); // The verdicts say so.
    tellTimeline(detail);
    const verdicts = await judgePaths(aws, timeline, triggers, since);
    for (const verdict of verdicts) detail(verdictText(verdict));
    const dead = verdicts.filter(({ kind }) => kind === "dead");
    if (dead.length > 0)
      throw new Error(`users were saved, but not every way lives:\n${dead.map(verdictText).join("\n")}`);
    if (!allServedBy(stage, workload.standby.address))
      throw new Error(`a late trigger has changed something: ${nowText(stage)}`);
  });

  await progress.step(`${workload.name}: the outage, as users saw it`, async (detail) => {
    await aws.dataPlane.messages.settled();
    for (const message of readMessages(stage.messagesFolder).slice(readBefore)) detail(`people read: ${message}`);
    const { worst, medianMilliseconds } = users.outages(since);
    detail(
      `outage: ${inSeconds(worst?.milliseconds ?? 0)} for the worst user, ${inSeconds(medianMilliseconds)} in the median; promised: ${workload.promisedRecoverySeconds} s`,
    );
    if ((worst?.milliseconds ?? 0) > workload.promisedRecoverySeconds * 1_000)
      throw new Error("the outage was longer than what the deployment promises");
  });
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

async function strike(
  { aws, workload, primaryRegion: region, failOutsideAws }: Stage,
  disaster: Disaster,
): Promise<string> {
  const { instanceId, address } = workload.primary;
  if (failOutsideAws) {
    failOutsideAws();
    return `the server at ${address}, which is not ours, no longer answers`;
  }
  if (region === undefined)
    throw new Error(`the primary's instance ${instanceId} is in none of the deployment's regions`);
  if (disaster === "region") {
    aws.dataPlane.darken(region, "reset");
    return `${region} is dark: its APIs reset every connection, and its servers are silent`;
  }
  // While time stands still, as for Terraform, an instance would be stopped at once.
  aws.clock.start();
  await aws.clock.hold("stopping the primary", () =>
    aws.clients.ec2(region).send(new StopInstancesCommand({ InstanceIds: [instanceId!] })),
  );
  return `aws ec2 stop-instances --region ${region} --instance-ids ${instanceId}`;
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
