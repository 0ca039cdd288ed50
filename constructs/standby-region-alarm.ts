import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { whereDataEnd } from "./data-end";

export interface StandbyRegionAlarmProps {
  /** Of us-east-1: Route 53's metrics exist nowhere else. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly standbyRegion: string;
  /** Of the failover lock; it must measure latency. */
  readonly lockCheckId: string;
  /** Topic in us-east-1. */
  readonly alertTopicArn: string;
}

/**
 * Tells that the standby region is lost, from outside of it. The lock check's status cannot: it is inverted, and an S3 that
 * does not answer reads as healthy, as does an absent lock. But a checker that gets any answer, 404 too, measures the time
 * to its first byte; where none does, the metric ends. (ConnectionTime is of HTTP and TCP checks only.)
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-check-latency.html
 */
export class StandbyRegionAlarm extends Construct {
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: StandbyRegionAlarmProps) {
    super(scope, id);
    const { provider, workload, standbyRegion, lockCheckId, alertTopicArn } = props;
    this.alarmArn = new CloudwatchMetricAlarm(this, "alarm", {
      provider,
      alarmName: `pilot-light-${workload}-standby-region-lost`,
      alarmDescription: `For five minutes none of Route 53's checkers got an answer from S3 in ${standbyRegion}, where the standby and the controller of ${workload} are: nothing fails over while ${standbyRegion} is down. If users are at the standby now, DNS may send them back to the primary. Run npx --no pilot-light preflight ${workload} --region ${standbyRegion}.`,
      namespace: "AWS/Route53",
      metricName: "TimeToFirstByte",
      dimensions: { HealthCheckId: lockCheckId },
      statistic: "Average",
      ...whereDataEnd(alertTopicArn),
      // Never: a time is not negative. Only the end of the data counts.
      threshold: 0,
    }).arn;
  }
}
