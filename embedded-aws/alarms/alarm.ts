import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { MetricId } from "./metric";
import { STATISTICS, type Statistic } from "./samples";
import { type Comparison, isComparison } from "./threshold";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";
export type MissingDataTreatment = "missing" | "notBreaching" | "breaching" | "ignore";

/** What decides about an alarm's state. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export interface AlarmRule {
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly statistic: Statistic;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missingData: MissingDataTreatment;
}

/** An alarm on one metric. */
export interface Alarm {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly metric: MetricId;
  readonly rule: AlarmRule;
  /** As it was deployed. */
  readonly deployed: MetricAlarm;
}

/**
 * A deployed alarm. undefined for those that are not simulated, which keep their first state for ever: on metric math,
 * on percentiles, on anomaly detection.
 */
export function readAlarm(region: string, deployed: MetricAlarm): Alarm | undefined {
  const { AlarmArn, AlarmName, Namespace, MetricName, Period, EvaluationPeriods, Threshold } = deployed;
  const statistic = STATISTICS.find((known) => known === deployed.Statistic);
  const comparison = deployed.ComparisonOperator;
  if (!AlarmArn || !AlarmName || !Namespace || !MetricName || !Period || !EvaluationPeriods) return undefined;
  if (!statistic || Threshold === undefined || !isComparison(comparison)) return undefined;
  return {
    arn: AlarmArn,
    name: AlarmName,
    region,
    metric: {
      region,
      namespace: Namespace,
      name: MetricName,
      dimensions: Object.fromEntries((deployed.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
    },
    rule: {
      periodSeconds: Period,
      evaluationPeriods: EvaluationPeriods,
      datapointsToAlarm: deployed.DatapointsToAlarm ?? EvaluationPeriods,
      statistic,
      comparison,
      threshold: Threshold,
      missingData: (deployed.TreatMissingData as MissingDataTreatment | undefined) ?? "missing",
    },
    deployed,
  };
}
