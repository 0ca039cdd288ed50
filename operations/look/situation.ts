import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import type { Episode } from "../../contract/episode";
import type { Memory } from "../../contract/memory";
import { PART } from "../../contract/tags";
import type { Deployment } from "../deployment";
import { type Reading, reading } from "../reading";
import { findTagged } from "../tagged";
import { GLOBAL_REGION, type World } from "../world";
import { type LockSight, lockBucketOf, readEpisodes, readLock, readMemory } from "./lock-bucket";
import type { Page } from "./page";
import { lookAtUsers, siteAsker, type Users } from "./users";

/** The standby's instance, as EC2 describes it. `reason`: EC2's StateReason, empty where it gives none. */
export interface Power {
  readonly state: string;
  readonly type: string;
  readonly reason: string;
}

/** The alarm on Route 53's checks. `since` in milliseconds since 1970-01-01 UTC. */
export interface Alarm {
  readonly name: string;
  readonly state: string;
  readonly since?: number;
}

/** Everything that was read for one screen. Times in milliseconds since 1970-01-01 UTC. */
export interface Situation {
  readonly at: number;
  readonly users: Users;
  /** Both sites' pages, asked for from here. */
  readonly primary: Page;
  readonly standby: Page;
  readonly power: Reading<Power>;
  readonly lock: Reading<LockSight>;
  /** Absent where the controller has not run yet. */
  readonly memory: Reading<Memory | undefined>;
  readonly alarm: Reading<Alarm | undefined>;
  /** The latest episode that has its document; absent where there is none. */
  readonly recorded: Reading<Episode | undefined>;
}

/** Reads everything side by side. Never rejects: what cannot be read is unknown. */
export async function lookAround(world: World, deployment: Deployment, resolver?: string): Promise<Situation> {
  const at = world.now();
  const askSite = siteAsker(world, deployment);
  const bucket = lockBucketOf(world, deployment);
  const [users, primary, standby, power, lock, memory, alarm, recorded] = await Promise.all([
    lookAtUsers(world, deployment, askSite, resolver),
    askSite(deployment.primary.address),
    askSite(deployment.standby.address),
    reading((signal) => describePower(world, deployment, signal)),
    reading((signal) => readLock(bucket, signal)),
    reading((signal) => readMemory(bucket, signal)),
    reading((signal) => describeAlarm(world, deployment, signal)),
    reading(async (signal) => (await readEpisodes(bucket, 1, signal))[0]),
  ]);
  return { at, users, primary, standby, power, lock, memory, alarm, recorded };
}

async function describePower(
  { aws }: World,
  { region, standby: { instanceId } }: Deployment,
  abortSignal: AbortSignal,
): Promise<Power> {
  const described = await aws
    .ec2(region)
    .send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }), { abortSignal });
  const instance = described.Reservations?.[0]?.Instances?.[0];
  if (instance === undefined) throw new Error(`EC2 describes no ${instanceId}`);
  return {
    state: instance.State?.Name ?? "unknown",
    type: instance.InstanceType ?? "",
    reason: instance.StateReason?.Message ?? "",
  };
}

async function describeAlarm(
  { aws }: World,
  { workload }: Deployment,
  abortSignal: AbortSignal,
): Promise<Alarm | undefined> {
  const [found] = await findTagged(aws.tagging(GLOBAL_REGION), { part: PART.endpointAlarm, workload }, abortSignal);
  if (found === undefined) return undefined;
  const name = found.arn.slice(found.arn.indexOf(":alarm:") + ":alarm:".length);
  const { MetricAlarms } = await aws
    .cloudWatch(GLOBAL_REGION)
    .send(new DescribeAlarmsCommand({ AlarmNames: [name] }), { abortSignal });
  const alarm = MetricAlarms?.[0];
  if (alarm === undefined) return undefined;
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return { name, state: alarm.StateValue ?? "unknown", ...(since ? { since: since.getTime() } : {}) };
}
