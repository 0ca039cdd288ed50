/** CloudWatch namespace of what the controller measures, by dimension `Workload`. */
export const METRIC_NAMESPACE = "PilotLight";

/** 1 or 0; `RecoverySeconds` in seconds, while an episode knows it. */
export type MetricName = "PrimaryUp" | "StandbyServing" | "Committed" | "RecoverySeconds";
