import { EndpointAlarm } from "../../constructs/endpoint-alarm";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { only } from "../synthesized";

describe("the alarm on the endpoint check", () => {
  const { resource } = synthesizeConstruct((scope, { standby, usEast1 }) => {
    const alarm = new EndpointAlarm(scope, "alarm", {
      provider: usEast1,
      accountId: "ACCOUNT",
      workload: "shop",
      endpointCheckId: "CHECK",
    });
    alarm.wake({ functionName: "FUNCTION", functionArn: "FUNCTION_ARN", provider: standby }, "ALERTS_ARN");
  });
  const { alarm, alarm_undelivered_alarm: undelivered } = resource.aws_cloudwatch_metric_alarm!;
  if (alarm === undefined || undelivered === undefined) throw new Error("an alarm is missing");
  const topic = "${aws_sns_topic.alarm_topic.arn}";

  it("lives in us-east-1 with all that it needs to speak, since Route 53's metrics exist nowhere else", () => {
    const spoken = ["aws_sns_topic", "aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_sqs_queue"];
    for (const type of spoken) expect(only(resource, type).provider).toBe("aws.us_east_1");
    expect(alarm.provider).toBe("aws.us_east_1");
  });

  it("watches this check's metric", () => {
    expect(alarm).toMatchObject({
      namespace: "AWS/Route53",
      metric_name: "HealthCheckStatus",
      dimensions: { HealthCheckId: "CHECK" },
    });
  });

  it("fires on the first minute with one bad datapoint: 1 is healthy, 0 is not", () => {
    expect(alarm).toMatchObject({
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluation_periods: 1,
      treat_missing_data: "missing",
    });
  });

  it("tells the person who sees it what is going on", () => {
    expect(alarm.alarm_name).toBe("pilot-light-shop-primary-down");
    expect(alarm.alarm_description).toMatch(/^Route 53's checkers say that the primary of shop is down\./);
    expect(alarm.tags).toEqual({ "pilot-light:part": "endpoint-alarm" });
  });

  it("publishes to a topic of its own, which no key encrypts", () => {
    expect(alarm.alarm_actions).toEqual([topic]);
    expect(only(resource, "aws_sns_topic")).not.toHaveProperty("kms_master_key_id");
    expect(only(resource, "aws_sns_topic").tags).toEqual({ "pilot-light:part": "alarm-topic" });
  });

  it("is the only publisher that its topic accepts", () => {
    const policy = only(resource, "aws_sns_topic_policy");
    expect(policy.arn).toBe(topic);
    expect(statements(policy.policy)).toEqual([
      {
        Sid: "TheAlarmPublishes",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: { ArnEquals: { "aws:SourceArn": "${aws_cloudwatch_metric_alarm.alarm.arn}" } },
      },
    ]);
  });

  it("wakes the controller in its own region", () => {
    expect(only(resource, "aws_sns_topic_subscription")).toMatchObject({
      topic_arn: topic,
      protocol: "lambda",
      endpoint: "FUNCTION_ARN",
      depends_on: ["aws_lambda_permission.alarm_permission"],
    });
  });

  it("may invoke the controller from this topic only", () => {
    expect(only(resource, "aws_lambda_permission")).toMatchObject({
      provider: "aws.standby",
      action: "lambda:InvokeFunction",
      function_name: "FUNCTION",
      principal: "sns.amazonaws.com",
      source_arn: topic,
    });
  });

  it("keeps what cannot be delivered in its own region", () => {
    const { redrive_policy } = only(resource, "aws_sns_topic_subscription");
    expect(JSON.parse(redrive_policy)).toEqual({ deadLetterTargetArn: "${aws_sqs_queue.alarm_undelivered_queue.arn}" });
    const [statement] = statements(only(resource, "aws_sqs_queue").policy);
    expect(statement).toMatchObject({
      Principal: { Service: "sns.amazonaws.com" },
      Resource: ["arn:aws:sqs:us-east-1:ACCOUNT:pilot-light-shop-alarm-not-delivered"],
      Condition: { ArnEquals: { "aws:SourceArn": topic } },
    });
  });

  it("tells people in its own region of what could not be delivered", () => {
    expect(undelivered).toMatchObject({
      provider: "aws.us_east_1",
      alarm_name: "pilot-light-shop-alarm-not-delivered",
      alarm_actions: ["ALERTS_ARN"],
    });
  });
});
