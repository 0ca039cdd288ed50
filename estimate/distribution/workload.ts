import type { Configuration, Workload } from "../../config/configuration";

/** What of a workload decides how long its users wait. Seconds. */
export interface WatchedWorkload {
  readonly healthCheck: { readonly interval: number; readonly threshold: number };
  readonly ttl: number;
  readonly bootSeconds: number;
  readonly failback: "manual" | "automatic";
  /** Whether EC2 tells of the primary's stop: not of a server outside AWS. */
  readonly primaryIsInstance: boolean;
  /** Whether the alarm, which is in us-east-1, lives through the loss of the primary's region. */
  readonly alarmOutlivesPrimary: boolean;
}

/** Where Route 53's metrics are, and so the alarm. */
const ALARM_REGION = "us-east-1";

export function watchedWorkload(
  { healthCheck, ttl, bootSeconds, failback, primary }: Workload,
  { regions }: Pick<Configuration, "regions">,
): WatchedWorkload {
  return {
    healthCheck: { interval: healthCheck.interval, threshold: healthCheck.threshold },
    ttl,
    bootSeconds,
    failback,
    primaryIsInstance: primary.kind === "managed" || primary.instanceId !== undefined,
    alarmOutlivesPrimary: regions.primary !== ALARM_REGION,
  };
}
