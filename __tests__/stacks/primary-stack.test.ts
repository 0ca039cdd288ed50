import { stacksOf } from "../stacks-of";
import { only } from "../synthesized";

describe("a primary that is made here", () => {
  const { resource, output } = stacksOf("smallest")["www-primary"]!;

  it("is a site", () => {
    expect(only(resource, "aws_instance").tags).toMatchObject({ "pilot-light:site": "primary" });
  });

  it("has its state changes forwarded", () => {
    const { event_pattern } = only(resource, "aws_cloudwatch_event_rule");
    expect(JSON.parse(event_pattern).detail).toEqual({ "instance-id": ["${aws_instance.site_instance_1BF98FDA.id}"] });
  });

  it("tells people from its own region where they could not be forwarded", () => {
    const alarm = only(resource, "aws_cloudwatch_metric_alarm");
    expect(alarm).toMatchObject({ provider: "aws.primary", alarm_name: "pilot-light-www-not-forwarded" });
    expect(alarm.alarm_actions).toEqual(["${aws_sns_topic.alerts_topic_3313844B.arn}"]);
    expect(only(resource, "aws_sns_topic_subscription")).toMatchObject({
      provider: "aws.primary",
      topic_arn: alarm.alarm_actions[0],
      endpoint: "ops@example.com",
    });
  });

  it("is found by its stack's outputs", () => {
    expect(output.primary_address!.value).toBe("${aws_eip.site_elastic-ip_0E8C9F62.public_ip}");
    expect(output.primary_instance_id!.value).toBe("${aws_instance.site_instance_1BF98FDA.id}");
  });
});

describe("a primary that already exists on EC2", () => {
  const { resource, data, output } = stacksOf("three-workloads")["api-primary"]!;

  it("is only watched: its stack forwards its state changes, tells where it cannot, and holds nothing of the server", () => {
    expect(Object.keys(resource).sort()).toEqual([
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_cloudwatch_metric_alarm",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_sns_topic",
      "aws_sns_topic_policy",
      "aws_sns_topic_subscription",
      "aws_sqs_queue",
    ]);
    expect(Object.keys(data)).toEqual(["aws_caller_identity"]);
  });

  it("is watched by the file's instance id", () => {
    const { event_pattern } = only(resource, "aws_cloudwatch_event_rule");
    expect(JSON.parse(event_pattern).detail).toEqual({ "instance-id": ["i-0123456789abcdef0"] });
  });

  it("is told in the stack's outputs as the file has it", () => {
    expect(output.primary_address!.value).toBe("203.0.113.10");
    expect(output.primary_instance_id!.value).toBe("i-0123456789abcdef0");
  });
});

describe("a primary that is not on EC2", () => {
  const { resource, data, output } = stacksOf("three-workloads")["legacy-primary"]!;

  it("has a stack that holds nothing", () => {
    expect(resource).toBeUndefined();
    expect(data).toBeUndefined();
  });

  it("is told by its address alone", () => {
    expect(output).toEqual({
      primary_address: { description: "IPv4 address of the primary server", value: "203.0.113.11" },
    });
  });
});
