import { StateChangeForwarding } from "../../constructs/state-change-forwarding";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { only } from "../synthesized";

describe("the forwarding of state changes", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    new StateChangeForwarding(scope, "state-changes", {
      provider: standby,
      workload: "shop",
      instanceId: "INSTANCE",
      primaryRegion: "eu-central-1",
      standbyRegion: "eu-west-1",
      alertTopicArn: "ALERTS_ARN",
    });
  });
  const account = "${data.aws_caller_identity.state-changes_account.account_id}";
  const bus = `arn:aws:events:eu-west-1:${account}:event-bus/default`;
  const target = only(resource, "aws_cloudwatch_event_target");

  it("listens to the power state of the primary's instance and of no other", () => {
    const { name, event_pattern } = only(resource, "aws_cloudwatch_event_rule");
    expect(name).toBe("pilot-light-shop-primary-state");
    expect(JSON.parse(event_pattern)).toEqual({
      source: ["aws.ec2"],
      "detail-type": ["EC2 Instance State-change Notification"],
      detail: { "instance-id": ["INSTANCE"] },
    });
  });

  it("delivers to the standby region's bus", () => {
    expect(target).toMatchObject({
      rule: "${aws_cloudwatch_event_rule.state-changes_rule.name}",
      arn: bus,
      role_arn: "${aws_iam_role.state-changes_role.arn}",
      depends_on: ["aws_iam_role_policy.state-changes_permission"],
    });
  });

  it("has a role that may put events on that bus, and nothing else", () => {
    const [trust] = statements(only(resource, "aws_iam_role").assume_role_policy);
    expect(trust).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    expect(statements(only(resource, "aws_iam_role_policy").policy)).toEqual([
      { Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: [bus] },
    ]);
  });

  it("gives up after two minutes, when the schedule has long looked", () => {
    expect(target.retry_policy).toEqual({ maximum_event_age_in_seconds: 120 });
  });

  it("tells people of what it could not forward", () => {
    expect(only(resource, "aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "pilot-light-shop-not-forwarded",
      alarm_actions: ["ALERTS_ARN"],
    });
  });

  it("keeps what it could not forward in the rule's own region", () => {
    expect(target.dead_letter_config).toEqual({ arn: "${aws_sqs_queue.state-changes_undelivered_queue.arn}" });
    const [statement] = statements(only(resource, "aws_sqs_queue").policy);
    expect(statement).toMatchObject({
      Resource: [`arn:aws:sqs:eu-central-1:${account}:pilot-light-shop-not-forwarded`],
      Condition: {
        ArnEquals: { "aws:SourceArn": `arn:aws:events:eu-central-1:${account}:rule/pilot-light-shop-primary-state` },
      },
    });
  });
});
