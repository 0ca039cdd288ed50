import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PART, TAG } from "../contract/tags";
import { alarmsPublish } from "./alarms-publish";
import { DeadLetterQueue } from "./dead-letter-queue";
import { US_EAST_1 } from "./regional-providers";

/** Seconds; Route 53 publishes one datapoint a minute. */
const PERIOD_SECONDS = 60;

export interface EndpointAlarmProps {
  /** Of us-east-1: Route 53's metrics exist nowhere else. */
  readonly provider: AwsProvider;
  readonly accountId: string;
  readonly workload: string;
  readonly endpointCheckId: string;
}

/**
 * The first trigger: Route 53's checkers say that the primary is down. The alarm publishes to a topic of its own,
 * which the controller subscribes to across regions.
 */
export class EndpointAlarm extends Construct {
  readonly topicArn: string;
  readonly alarmArn: string;
  private readonly provider: AwsProvider;
  private readonly accountId: string;
  private readonly workload: string;

  constructor(scope: Construct, id: string, { provider, accountId, workload, endpointCheckId }: EndpointAlarmProps) {
    super(scope, id);
    this.provider = provider;
    this.accountId = accountId;
    this.workload = workload;
    const topic = new SnsTopic(this, "topic", {
      provider,
      // Not encrypted: a topic under alias/aws/sns silently drops what CloudWatch publishes.
      namePrefix: `pilot-light-${workload}-alarm-`,
      tags: { [TAG.part]: PART.alarmTopic },
    });
    this.topicArn = topic.arn;
    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      provider,
      alarmName: `pilot-light-${workload}-primary-down`,
      alarmDescription: `Route 53's checkers say that the primary of ${workload} is down. The controller of Pilot Light in the standby region has been told and ignites the standby by itself: look at its messages before you touch anything.`,
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: endpointCheckId },
      // 1 is healthy, 0 is not: one bad datapoint in the minute counts.
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      treatMissingData: "missing",
      alarmActions: [topic.arn],
      tags: { [TAG.part]: PART.endpointAlarm },
    });
    this.alarmArn = alarm.arn;
    alarmsPublish(this, "policy", {
      provider,
      topicArn: topic.arn,
      sid: "TheAlarmPublishes",
      condition: { ArnEquals: { "aws:SourceArn": alarm.arn } },
    });
  }

  /**
   * Delivers the alarm to the controller, in whatever region; what cannot be delivered is kept in the topic's region.
   *
   * @param controller the function, and the provider of its region
   * @param alertTopicArn topic in us-east-1 that tells people when it could not be delivered
   * @returns what must stand before the alarm wakes anybody, and the queue of what could not be delivered
   */
  wake(
    controller: { functionName: string; functionArn: string; provider: AwsProvider },
    alertTopicArn: string,
  ): { awake: ITerraformDependable; undelivered: DeadLetterQueue } {
    const permission = new LambdaPermission(this, "permission", {
      provider: controller.provider,
      statementIdPrefix: "Alarm-",
      action: "lambda:InvokeFunction",
      functionName: controller.functionName,
      principal: "sns.amazonaws.com",
      sourceArn: this.topicArn,
    });
    const undelivered = new DeadLetterQueue(this, "undelivered", {
      provider: this.provider,
      region: US_EAST_1,
      accountId: this.accountId,
      name: `pilot-light-${this.workload}-alarm-not-delivered`,
      alertTopicArn,
      meaning: `The alarm on the primary of ${this.workload} went off and could not wake the controller of Pilot Light. The controller looks every minute all the same; if its own messages are missing too, it does not work.`,
      sender: { service: "sns.amazonaws.com", sourceArn: this.topicArn },
    });
    const awake = new SnsTopicSubscription(this, "controller", {
      provider: this.provider,
      topicArn: this.topicArn,
      protocol: "lambda",
      endpoint: controller.functionArn,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: undelivered.arn }),
      dependsOn: [permission],
    });
    return { awake, undelivered };
  }
}
