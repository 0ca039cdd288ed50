import { randomUUID } from "node:crypto";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { FunctionTarget } from "./alarm-path";

/**
 * The event with which SNS calls a function for an alarm that went off: CloudWatch's message, as text, in SNS's envelope.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function snsEventOf(alarm: MetricAlarm, target: FunctionTarget, at: Date) {
  const [, , , region = "", account = ""] = (alarm.AlarmArn ?? "").split(":");
  const reason =
    `Threshold Crossed: 1 datapoint [0.0 (${at.toISOString()})] breached the threshold ` +
    `(${alarm.ComparisonOperator} ${alarm.Threshold}).`;
  const message = {
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: alarm.AlarmConfigurationUpdatedTimestamp,
    NewStateValue: "ALARM",
    NewStateReason: reason,
    StateChangeTime: at.toISOString().replace("Z", "+0000"),
    // CloudWatch writes the region's long name here; only the ARN below is for programs.
    Region: region,
    AlarmArn: alarm.AlarmArn,
    OldStateValue: "OK",
    OKActions: alarm.OKActions ?? [],
    AlarmActions: alarm.AlarmActions ?? [],
    InsufficientDataActions: alarm.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: alarm.MetricName,
      Namespace: alarm.Namespace,
      StatisticType: "Statistic",
      Statistic: alarm.Statistic?.toUpperCase(),
      Unit: null,
      Dimensions: (alarm.Dimensions ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
      Period: alarm.Period,
      EvaluationPeriods: alarm.EvaluationPeriods,
      ComparisonOperator: alarm.ComparisonOperator,
      Threshold: alarm.Threshold,
      TreatMissingData: alarm.TreatMissingData ?? "missing",
      EvaluateLowSampleCountPercentile: "",
    },
  };
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: target.subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: randomUUID(),
          TopicArn: target.topicArn,
          Subject: `ALARM: "${alarm.AlarmName}" in ${region}`,
          Message: JSON.stringify(message),
          Timestamp: at.toISOString(),
          SignatureVersion: "1",
          Signature: "not signed by the embedded AWS",
          SigningCertUrl: "",
          UnsubscribeUrl: "",
          MessageAttributes: {},
        },
      },
    ],
  };
}
