import { inSeconds } from "./aws-time";
import { isAlarmOn, powerState } from "./deployed-status";
import type { DeployedWorkload } from "./deployed-workload";
import type { Some } from "./disaster";
import { longer } from "./patience";
import type { Progress } from "./progress";
import { controllerMemory } from "./record";
import { allServedBy, nowText } from "./service";
import { type Deployment, recordOf, type Stage, setStage, tellOfStandIns } from "./stage";

/** Milliseconds of AWS time: two first boots, the checks' and DNS's time, and a minute for the schedule. */
const FIRST_SERVICE_WITHIN_MS = 10 * 60_000;
/** The proof needs the standby's first boot and three looks of the schedule. */
const PROOF_WITHIN_MS = 20 * 60_000;
/** An alarm may still look at a minute that ended so long ago, and turn when nothing is wrong any more. */
const CALM_MS = 3 * 60_000;

/**
 * Sets a new deployment's stages and proves all of its standbys. Its users go on.
 * @throws Error where there is no workload, StepFailure where a standby is not proven
 */
export async function proveStandbys(
  progress: Progress,
  deployment: Deployment,
  workloads: readonly DeployedWorkload[],
): Promise<Some<Stage>> {
  const [first, ...others] = workloads;
  if (first === undefined) throw new Error("the configuration has no workload");
  const stages: [Stage, ...Stage[]] = [await setStage(deployment, first)];
  for (const workload of others) stages.push(await setStage(deployment, workload));
  await tellOfStandIns(progress, stages);
  const deployedAt = deployment.aws.clock.now();
  for (const { users } of stages) users.start();
  for (const stage of stages) await proveStandby(progress, stage, deployedAt);
  return stages;
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
    await aws
      .runUntil(
        `all users are served by the primary at ${address}`,
        () => allServedBy(stage, address),
        FIRST_SERVICE_WITHIN_MS + longer(parts.pace),
      )
      .catch(async (error: Error) => {
        throw await withReason(stage, "primary", error);
      });
    detail(`${inSeconds(aws.clock.now() - deployedAt)} of AWS time after the deployment: ${nowText(stage)}`);
  });
  const title = `${workload.name}: the controller proves the new standby, stops it and arms itself`;
  await progress.step(title, async (detail) => {
    const isWaiting = async () =>
      (await powerState(aws, parts.standbyRegion, workload.standby.instanceId)) === "stopped" &&
      (await controllerMemory(aws, recordOf(stage))).armedAt !== undefined &&
      // An alarm acts on transitions only: one that is on from the first boot, or turns late, would not tell of the disaster.
      !(await isAlarmOn(aws, parts.endpointCheckId)) &&
      isCalm(stage) &&
      allServedBy(stage, workload.primary.address);
    await aws
      .runUntil("the standby is stopped and the controller armed", isWaiting, PROOF_WITHIN_MS + longer(parts.pace))
      .catch(async (error: Error) => {
        throw await withReason(stage, "standby", error);
      });
    detail(
      `${inSeconds(aws.clock.now() - deployedAt)} of AWS time after the deployment: the standby is stopped, the controller is armed`,
    );
  });
}

function isCalm({ aws, parts }: Stage): boolean {
  const { healthy, since } = aws.dataPlane.healthChecks.statusOf(parts.endpointCheckId);
  return healthy && aws.clock.now() - since >= CALM_MS;
}

/** A server that never served may have been launched with user data that does nothing. */
async function withReason(stage: Stage, site: "primary" | "standby", error: Error): Promise<Error> {
  const { aws, workload, parts, primaryRegion } = stage;
  const { instanceId } = workload[site];
  const region = site === "primary" ? primaryRegion : parts.standbyRegion;
  if (instanceId === undefined || region === undefined) return error;
  const why = await aws.dataPlane.servers.whyNothingListens({ region, instanceId });
  if (why === undefined) return error;
  return new Error(
    `${error.message} The user data of the ${site} ${instanceId} fails: ${why}. Mend the file, and try again.`,
  );
}
