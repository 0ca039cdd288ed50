import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { scheduleNames } from "../contract/schedules";
import { whereDataEnd } from "./data-end";

/** Seconds; Lambda publishes one datapoint a minute. */
const PERIOD_SECONDS = 60;

/**
 * One failed call lies in the dead-letter queue, whose alarm tells of it once, and the next tick does its work. Three of five
 * are a controller that cannot work, also where that queue holds something already.
 */
const ERRORS = { evaluationPeriods: 5, datapointsToAlarm: 3 };

export interface ControllerAlarmsProps {
  /** Of the standby region. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly functionName: string;
  readonly logGroupName: string;
  /** Topic in the standby region. */
  readonly alertTopicArn: string;
}

/** Who watches the watchman: people are told where the controller fails, and where it does not even run. */
export class ControllerAlarms extends Construct {
  readonly arns: string[];

  constructor(scope: Construct, id: string, props: ControllerAlarmsProps) {
    super(scope, id);
    const { provider, workload, functionName, logGroupName, alertTopicArn } = props;
    const common = { provider, namespace: "AWS/Lambda", dimensions: { FunctionName: functionName } };

    const errors = new CloudwatchMetricAlarm(this, "errors", {
      ...common,
      alarmName: `pilot-light-${workload}-controller-fails`,
      alarmDescription: `The controller of ${workload} failed in three of five minutes: until it works again nothing fails over by itself. Read its log group ${logGroupName}, and run npx --no pilot-light status ${workload}.`,
      metricName: "Errors",
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: PERIOD_SECONDS,
      ...ERRORS,
      // A minute without a call has no errors; the other alarm tells of it.
      treatMissingData: "notBreaching",
      alarmActions: [alertTopicArn],
    });

    const silence = new CloudwatchMetricAlarm(this, "silence", {
      ...common,
      alarmName: `pilot-light-${workload}-controller-silent`,
      alarmDescription: `Nothing has called the controller of ${workload} for five minutes, although its two schedules should every minute: until then nothing fails over by itself. Look at the schedules ${scheduleNames(`pilot-light-${workload}`).join(" and ")} in EventBridge Scheduler, and run npx --no pilot-light preflight ${workload}.`,
      metricName: "Invocations",
      statistic: "Sum",
      // Lambda publishes no zeros: silence is missing data.
      ...whereDataEnd(alertTopicArn),
      threshold: 1,
    });
    this.arns = [errors.arn, silence.arn];
  }
}
