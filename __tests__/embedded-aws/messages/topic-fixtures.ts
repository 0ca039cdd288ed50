import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import type { AwsClients } from "../../../embedded-aws/aws-clients";
import { deployFunction } from "../small-deployment";

let made = 0;

/** A topic with a function behind it, all of it as it should be but for what a test changes. Needs a bucket `artifacts-REGION`. */
export async function deploySubscribedFunction(
  aws: AwsClients,
  topicRegion: string,
  changed: {
    permission?: "for the topic" | "for another topic" | "none";
    functionRegion?: string;
    deadLetterQueue?: string;
  } = {},
) {
  const { permission = "for the topic", functionRegion = topicRegion, deadLetterQueue } = changed;
  const name = `target-${made++}`;
  const sns = aws.sns(topicRegion);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  const bucket = `artifacts-${functionRegion}`;
  const { arn: functionArn } = await deployFunction(aws, functionRegion, { name, bucket, code: "" });
  if (permission !== "none")
    await aws.lambda(functionRegion).send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: "sns",
        Action: "lambda:InvokeFunction",
        Principal: "sns.amazonaws.com",
        SourceArn: permission === "for the topic" ? TopicArn : `${TopicArn}-2`,
      }),
    );
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "lambda",
      Endpoint: functionArn,
      ReturnSubscriptionArn: true,
      Attributes: deadLetterQueue ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue }) } : {},
    }),
  );
  return { name, functionArn, topicArn: TopicArn!, subscriptionArn: SubscriptionArn! };
}

/** An alarm on a health check, as it should be but for what a test changes. Resolves to its ARN. */
export async function deployHealthAlarm(
  aws: AwsClients,
  region: string,
  given: { healthCheckId: string; topicArn?: string; changed?: Partial<PutMetricAlarmCommandInput> },
): Promise<string> {
  const AlarmName = given.changed?.AlarmName ?? `endpoint-${made++}`;
  const cloudWatch = aws.cloudWatch(region);
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: given.healthCheckId }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      AlarmActions: given.topicArn ? [given.topicArn] : [],
      ...given.changed,
      AlarmName,
    }),
  );
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
  return MetricAlarms![0]!.AlarmArn!;
}
