import { METRIC_NAMESPACE, type MetricName } from "../../contract/metrics";
import type { Settings } from "./environment";
import { type Observation, standbyServes } from "./observe";

/**
 * What this invocation saw last, as one line of the embedded metric format, which CloudWatch Logs turns into metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * What is not known has no value.
 */
export function metricsLine(observation: Observation, { workload }: Settings): string {
  const { at, ownProbes, lock, memory } = observation;
  const recovery = memory.kind === "known" ? memory.value.episode?.recoverySeconds : undefined;
  const values: Partial<Record<MetricName, number>> = {
    ...(ownProbes.says === "unknown" ? {} : { PrimaryUp: ownProbes.says === "up" ? 1 : 0 }),
    ...(lock.kind === "unknown" ? {} : { Committed: lock.kind === "present" ? 1 : 0 }),
    ...(observation.standby.state === "unknown" ? {} : { StandbyServing: standbyServes(observation) ? 1 : 0 }),
    ...(recovery === undefined ? {} : { RecoverySeconds: recovery }),
  };
  const metrics = Object.keys(values).map((Name) => ({ Name, Unit: Name === "RecoverySeconds" ? "Seconds" : "None" }));
  const directive = { Namespace: METRIC_NAMESPACE, Dimensions: [["Workload"]], Metrics: metrics };
  return `${JSON.stringify({ _aws: { Timestamp: at, CloudWatchMetrics: [directive] }, Workload: workload, ...values })}\n`;
}
