import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { PART, TAG } from "../contract/tags";
import { policyDocument } from "./policy-document";

/** Long enough for somebody to come back from holidays and look; SQS keeps nothing longer. */
const RETENTION_SECONDS = 14 * 24 * 3600;

/** Seconds; SQS publishes one datapoint a minute. */
const PERIOD_SECONDS = 60;

export interface DeadLetterQueueProps {
  readonly provider: AwsProvider;
  readonly region: string;
  readonly accountId: string;
  /** Unique in the region; the alarm's too. */
  readonly name: string;
  /** Topic in the queue's region that tells people when something lies here. */
  readonly alertTopicArn: string;
  /** For whoever reads the alarm at night: what did not arrive, and what of it. Sentences. */
  readonly meaning: string;
  /** An AWS service that sends in its own name, and the one source it may send for. Others send with a role. */
  readonly sender?: { service: string; sourceArn: string };
}

/** Where a trigger that did not reach the controller is kept for a person to see, and the alarm that tells of it. */
export class DeadLetterQueue extends Construct {
  /** Refers to the queue: what uses it is made after it. */
  readonly arn: string;
  /** The same in letters, for policies: what uses it need not wait until SQS has made the queue (25 s). */
  readonly knownArn: string;
  readonly name: string;
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { provider, region, accountId, name, alertTopicArn, meaning, sender } = props;
    this.knownArn = `arn:aws:sqs:${region}:${accountId}:${name}`;
    const queue = new SqsQueue(this, "queue", {
      provider,
      name,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
      // Within the queue, since a policy of its own makes the provider wait for SQS a second time (25 s).
      policy: sender && acceptFrom(sender, this.knownArn),
      tags: { [TAG.part]: PART.deadLetterQueue },
    });
    this.arn = queue.arn;
    this.name = queue.name;
    this.alarmArn = new CloudwatchMetricAlarm(this, "alarm", {
      provider,
      alarmName: name,
      alarmDescription: `${meaning} What was not delivered lies in the queue ${name} in ${region} for 14 days; the alarm ends when the queue is empty.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      // SQS publishes nothing of a queue that nobody has used for six hours.
      treatMissingData: "notBreaching",
      alarmActions: [alertTopicArn],
    }).arn;
  }
}

function acceptFrom({ service, sourceArn }: { service: string; sourceArn: string }, queueArn: string): string {
  return policyDocument({
    Sid: "KeepWhatFailed",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["sqs:SendMessage"],
    Resource: [queueArn],
    Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
  });
}
