import type { Configuration, Workload } from "../../config/configuration";
import { GLOBAL_REGION } from "../../embedded-aws/global-region";

/** What of a workload decides how long its users wait. Seconds. */
export interface WatchedWorkload {
  readonly healthCheck: { readonly interval: number; readonly threshold: number };
  readonly ttl: number;
  readonly bootSeconds: number;
  readonly failback: "manual" | "automatic";
  /** Whether EC2 tells of the primary's stop: not of a server outside AWS. */
  readonly primaryIsInstance: boolean;
  /** Whether the alarm, which is where Route 53's metrics are, lives through the loss of the primary's region. */
  readonly alarmOutlivesPrimary: boolean;
}

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
    alarmOutlivesPrimary: regions.primary !== GLOBAL_REGION,
  };
}
