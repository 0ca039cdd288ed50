import { DeadLetterQueue, type DeadLetterQueueProps } from "../../constructs/dead-letter-queue";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { type Arguments, only } from "../synthesized";

let queue: DeadLetterQueue;
let alarm: Arguments;

function synthesizeQueue(sender?: DeadLetterQueueProps["sender"]) {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    const place = { provider: standby, region: "eu-west-1", accountId: "ACCOUNT", name: "shop-not-handled" };
    const told = { alertTopicArn: "ALERTS_ARN", meaning: "Nobody looked." };
    queue = new DeadLetterQueue(scope, "dead-letters", { ...place, ...told, sender });
  });
  alarm = only(resource, "aws_cloudwatch_metric_alarm");
  return only(resource, "aws_sqs_queue");
}

describe("a dead-letter queue", () => {
  it("keeps what failed for fourteen days, the longest that SQS keeps anything", () => {
    expect(synthesizeQueue().message_retention_seconds).toBe(1_209_600);
  });

  it("is encrypted and found by its tag", () => {
    expect(synthesizeQueue()).toMatchObject({
      name: "shop-not-handled",
      sqs_managed_sse_enabled: true,
      tags: { "pilot-light:part": "dead-letter-queue" },
    });
  });

  it("accepts messages of one service for one source", () => {
    const { policy } = synthesizeQueue({ service: "events.amazonaws.com", sourceArn: "RULE_ARN" });
    expect(statements(policy)).toEqual([
      {
        Sid: "KeepWhatFailed",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: ["arn:aws:sqs:eu-west-1:ACCOUNT:shop-not-handled"],
        Condition: { ArnEquals: { "aws:SourceArn": "RULE_ARN" } },
      },
    ]);
  });

  it("is named in letters for policies, which then need not wait until SQS has made it", () => {
    synthesizeQueue();
    expect(queue.knownArn).toBe("arn:aws:sqs:eu-west-1:ACCOUNT:shop-not-handled");
  });

  it("has no policy where those who send have a role", () => {
    expect(synthesizeQueue()).not.toHaveProperty("policy");
  });

  it("tells people, in its own region, as soon as one message lies in it", () => {
    synthesizeQueue();
    expect(alarm).toMatchObject({
      provider: "aws.standby",
      alarm_name: "shop-not-handled",
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "${aws_sqs_queue.dead-letters_queue.name}" },
      statistic: "Maximum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 1,
      alarm_actions: ["ALERTS_ARN"],
    });
    expect(alarm.alarm_description).toMatch(
      /^Nobody looked\. What was not delivered lies in the queue shop-not-handled in eu-west-1/,
    );
  });

  it("is well while SQS publishes nothing of it, as of a queue that nobody used for six hours", () => {
    synthesizeQueue();
    expect(alarm.treat_missing_data).toBe("notBreaching");
  });
});
