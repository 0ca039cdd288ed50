import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { GetObjectCommand, NoSuchKey } from "@aws-sdk/client-s3";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { Invocation } from "../embedded-aws/functions";
import type { DeployedParts } from "./deployed-parts";
import type { DeployedWorkload } from "./deployed-workload";
import type { Progress } from "./progress";
import { sightText, type Users } from "./users";

/** What the controller remembers, as far as the story looks at it. */
const MEMORY_KEY = "controller/memory.json";

/** Calls until the new standby is proven: one sees it serve, one stops it, one sees it stopped; and some to spare. */
const CALLS_UNTIL_PROVEN = 6;

export interface Stage {
  readonly aws: EmbeddedAws;
  readonly users: Users;
  readonly workload: DeployedWorkload;
  readonly parts: DeployedParts;
  /** Where the primary may be. */
  readonly regions: readonly string[];
  /** Holds what people were sent, one text file a message and recipient. */
  readonly messagesFolder: string;
  /** Ends a primary that is not on EC2. */
  readonly failOutsideAws?: () => void;
}

/** From a new deployment to a standby that waits: every deployment begins with a proof that the standby works. */
export async function proveStandby(progress: Progress, stage: Stage): Promise<void> {
  const { aws, users, workload, parts } = stage;
  await progress.step(`${workload.name}: users are served by the primary`, async (detail) => {
    const sight = await users.look(parts.site);
    detail(sightText(sight));
    if (sight.kind !== "served" || sight.address !== workload.primary.address) {
      throw new Error(`expected the primary at ${workload.primary.address}; ${sightText(sight)}`);
    }
  });
  await progress.step(
    `${workload.name}: the controller proves the new standby, stops it and arms itself`,
    async (detail) => {
      let log: readonly string[] = [];
      for (let call = 1; call <= CALLS_UNTIL_PROVEN; call++) {
        const invocation = await aws.functions.invoke(workload.controller, parts.standbyRegion, parts.scheduleInput);
        log = invocation.logLines;
        requireSuccess(invocation);
        const power = await powerState(aws, parts.standbyRegion, workload.standby.instanceId);
        const armed = await isArmed(aws, parts.standbyRegion, workload.lockBucket);
        detail(`look ${call} by the schedule: the standby is ${power}, the controller is ${armed ? "" : "not "}armed`);
        if (power === "stopped" && armed) return;
      }
      throw new Error(
        [
          `after ${CALLS_UNTIL_PROVEN} looks of ${workload.controller} the standby is not stopped, or the controller is not armed. The last look's log:`,
          ...log,
        ].join("\n"),
      );
    },
  );
}

/** The disaster, as the classic recipe plays it, and the rescue by what is deployed. */
export async function failOver(progress: Progress, stage: Stage): Promise<void> {
  const { aws, users, workload, parts } = stage;
  const readBefore = readMessages(stage.messagesFolder).length;
  await progress.step(`${workload.name}: the primary is stopped`, async (detail) => {
    detail(await stopPrimary(stage));
    const { healthy, reason } = await aws.healthChecks.evaluate(parts.endpointCheckId);
    detail(`Route 53's check of the primary: ${healthy ? "healthy" : "unhealthy"} (${reason})`);
    if (healthy) throw new Error(`Route 53's check of the primary still reads healthy: ${reason}`);
    detail(sightText(await users.look(parts.site)));
  });

  await progress.step(
    `${workload.name}: the alarm's message reaches the controller, which ignites the standby`,
    async (detail) => {
      const path = await aws.deliverAlarm(parts.endpointCheckId);
      if (path.kind === "broken") throw new Error(path.reason);
      for (const { target, invocation } of path.deliveries) {
        detail(
          `${path.alarmName} -> SNS -> ${target.functionName} in ${target.region}, loaded in ${Math.round(invocation.loadMilliseconds ?? 0)} ms`,
        );
        requireSuccess(invocation);
      }
    },
  );

  await progress.step(`${workload.name}: the standby serves`, async (detail) => {
    const power = await powerState(aws, parts.standbyRegion, workload.standby.instanceId);
    detail(`${workload.standby.instanceId} in ${parts.standbyRegion} is ${power}`);
    const sight = await users.look(parts.site);
    detail(sightText(sight));
    if (sight.kind !== "served" || sight.address !== workload.standby.address) {
      throw new Error(`expected the standby at ${workload.standby.address}; ${sightText(sight)}`);
    }
    await aws.messages.settled();
    for (const message of readMessages(stage.messagesFolder).slice(readBefore)) detail(`people read: ${message}`);
  });
}

async function stopPrimary({ aws, workload, regions, failOutsideAws }: Stage): Promise<string> {
  const { instanceId, address } = workload.primary;
  if (failOutsideAws) {
    failOutsideAws();
    return `the server at ${address}, which is not ours, no longer answers`;
  }
  for (const region of regions) {
    const found = (await powerState(aws, region, instanceId!)) !== undefined;
    if (!found) continue;
    await aws.clients.ec2(region).send(new StopInstancesCommand({ InstanceIds: [instanceId!] }));
    return `aws ec2 stop-instances --region ${region} --instance-ids ${instanceId}`;
  }
  throw new Error(`the primary's instance ${instanceId} is in none of ${regions.join(", ")}`);
}

/** Undefined where the region has no such instance. */
async function powerState(aws: EmbeddedAws, region: string, instanceId: string): Promise<string | undefined> {
  const { Reservations } = await aws.clients
    .ec2(region)
    .send(new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [instanceId] }] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

async function isArmed(aws: EmbeddedAws, region: string, bucket: string): Promise<boolean> {
  try {
    const { Body } = await aws.clients.s3(region).send(new GetObjectCommand({ Bucket: bucket, Key: MEMORY_KEY }));
    const memory = JSON.parse((await Body?.transformToString()) ?? "{}") as { armedAt?: number };
    return memory.armedAt !== undefined;
  } catch (error) {
    if (error instanceof NoSuchKey) return false;
    throw error;
  }
}

/** Recipient and subject of each message, in the order of their sending. */
function readMessages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const header = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
      return `"${header("Subject")}" (${header("To")})`;
    });
}

function requireSuccess({ outcome, logLines }: Invocation): void {
  if (outcome.kind === "result") return;
  const what =
    outcome.kind === "timeout"
      ? `ran into its time-out of ${outcome.afterSeconds} s`
      : `failed with ${outcome.error.errorType}: ${outcome.error.errorMessage}`;
  throw new Error([`the controller ${what}. Its log:`, ...logLines].join("\n"));
}
