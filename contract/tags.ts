/** Tags by which an operator, or the rehearsal, finds a deployment without its files. */
export const TAG = {
  /** Value: the workload's name. On everything that is deployed. */
  workload: "pilot-light:workload",
  /** Value: a `SiteRole`. On what belongs to one site. */
  site: "pilot-light:site",
  /** Value: a `PART`. On what a person or a program looks for. */
  part: "pilot-light:part",
} as const;

export type SiteRole = "primary" | "standby";

/** What a tagged resource is to the workload. */
export const PART = {
  lockBucket: "lock-bucket",
  artifactBucket: "artifact-bucket",
  controller: "controller",
  endpointCheck: "endpoint-check",
  lockCheck: "lock-check",
  failoverCheck: "failover-check",
  endpointAlarm: "endpoint-alarm",
  alertTopic: "alert-topic",
  alarmTopic: "alarm-topic",
  deadLetterQueue: "dead-letter-queue",
} as const;
