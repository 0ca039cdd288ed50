import { parseArn } from "../deliveries/arn";
import type { Alarm, AlarmState } from "./alarm";

/** An alarm that turned. */
export interface AlarmChange {
  readonly alarm: Alarm;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** AWS time in milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export const subjectOf = ({ alarm, to }: AlarmChange): string => `${to}: "${alarm.name}" in ${alarm.region}`;

/** CloudWatch's message to an SNS topic, for programs. */
export function messageOf({ alarm, from, to, reason, at }: AlarmChange): string {
  const { deployed, rule, metric } = alarm;
  const { account } = parseArn(alarm.arn);
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: deployed.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: deployed.AlarmConfigurationUpdatedTimestamp,
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: new Date(at).toISOString().replace("Z", "+0000"),
    // CloudWatch writes the region's long name here; only the ARN below is for programs.
    Region: alarm.region,
    AlarmArn: alarm.arn,
    OldStateValue: from,
    OKActions: deployed.OKActions ?? [],
    AlarmActions: deployed.AlarmActions ?? [],
    InsufficientDataActions: deployed.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      StatisticType: "Statistic",
      Statistic: rule.statistic.toUpperCase(),
      Unit: null,
      Dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
      Period: rule.periodSeconds,
      EvaluationPeriods: rule.evaluationPeriods,
      DatapointsToAlarm: rule.datapointsToAlarm,
      ComparisonOperator: rule.comparison,
      Threshold: rule.threshold,
      TreatMissingData: rule.missingData,
      EvaluateLowSampleCountPercentile: "",
    },
  });
}

/** The same for people: what an e-mail of an alarm says, in the order in which AWS says it. */
export function letterOf({ alarm, from, to, reason, at }: AlarmChange): string {
  const { deployed, rule, metric } = alarm;
  const { account } = parseArn(alarm.arn);
  const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `${name} = ${value}`);
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${alarm.region} region has ` +
      `entered the ${to} state, because "${reason}" at "${new Date(at).toUTCString()}".`,
    "",
    "Alarm Details:",
    `- Name:                       ${alarm.name}`,
    `- Description:                ${deployed.AlarmDescription ?? ""}`,
    `- State Change:               ${from} -> ${to}`,
    `- Reason for State Change:    ${reason}`,
    `- Timestamp:                  ${new Date(at).toUTCString()}`,
    `- AWS Account:                ${account}`,
    `- Alarm Arn:                  ${alarm.arn}`,
    "",
    "Threshold:",
    `- The alarm is in the ALARM state when the metric is ${rule.comparison} ${rule.threshold} for at least ` +
      `${rule.datapointsToAlarm} of the last ${rule.evaluationPeriods} period(s) of ${rule.periodSeconds} seconds.`,
    "",
    "Monitored Metric:",
    `- MetricNamespace:            ${metric.namespace}`,
    `- MetricName:                 ${metric.name}`,
    `- Dimensions:                 ${dimensions.map((dimension) => `[${dimension}]`).join(" ")}`,
    `- Period:                     ${rule.periodSeconds} seconds`,
    `- Statistic:                  ${rule.statistic}`,
    `- TreatMissingData:           ${rule.missingData}`,
    "",
    "State Change Actions:",
    `- OK: ${(deployed.OKActions ?? []).join(" ")}`,
    `- ALARM: ${(deployed.AlarmActions ?? []).join(" ")}`,
    `- INSUFFICIENT_DATA: ${(deployed.InsufficientDataActions ?? []).join(" ")}`,
  ].join("\n");
}
