import { StateChangeTrigger } from "../../constructs/state-change-trigger";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

describe("the trigger on state changes", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    const props = { provider: standby, workload: "shop", primaryInstanceId: "INSTANCE" };
    const trigger = new StateChangeTrigger(scope, "state-changes", props);
    trigger.wake({ functionName: "FUNCTION", functionArn: "FUNCTION_ARN", deadLetterQueueArn: "QUEUE_ARN" });
  });
  const rule = "aws_cloudwatch_event_rule.state-changes_rule";

  it("hears what the primary region forwards about the primary's instance", () => {
    const { event_pattern } = only(resource, "aws_cloudwatch_event_rule");
    expect(JSON.parse(event_pattern)).toMatchObject({
      source: ["aws.ec2"],
      detail: { "instance-id": ["INSTANCE"] },
    });
  });

  it("wakes the controller, keeps what was not delivered, and forgets it after two minutes", () => {
    expect(only(resource, "aws_cloudwatch_event_target")).toMatchObject({
      rule: `\${${rule}.name}`,
      arn: "FUNCTION_ARN",
      dead_letter_config: { arn: "QUEUE_ARN" },
      retry_policy: { maximum_event_age_in_seconds: 120 },
      depends_on: ["aws_lambda_permission.state-changes_permission"],
    });
  });

  it("may invoke the controller for this rule only", () => {
    expect(only(resource, "aws_lambda_permission")).toMatchObject({
      action: "lambda:InvokeFunction",
      function_name: "FUNCTION",
      principal: "events.amazonaws.com",
      source_arn: `\${${rule}.arn}`,
    });
  });
});
