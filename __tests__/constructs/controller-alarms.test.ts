import { ControllerAlarms } from "../../constructs/controller-alarms";
import { synthesizeConstruct } from "../construct-synth";

describe("the alarms on the controller", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    new ControllerAlarms(scope, "alarms", {
      provider: standby,
      workload: "shop",
      functionName: "FUNCTION",
      logGroupName: "LOG",
      alertTopicArn: "ALERTS_ARN",
    });
  });
  const { alarms_errors: errors, alarms_silence: silence } = resource.aws_cloudwatch_metric_alarm!;

  it("watch this function, from its own region", () => {
    for (const alarm of [errors, silence]) {
      expect(alarm).toMatchObject({
        provider: "aws.standby",
        namespace: "AWS/Lambda",
        dimensions: { FunctionName: "FUNCTION" },
        period: 60,
      });
    }
  });

  it("tell people where it fails in three of five minutes, and not of one blip", () => {
    expect(errors).toMatchObject({
      metric_name: "Errors",
      statistic: "Sum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: ["ALERTS_ARN"],
    });
  });

  it("tell people where nothing calls it: CloudWatch misses the data of three periods and the two that it looks at besides", () => {
    expect(silence).toMatchObject({
      metric_name: "Invocations",
      statistic: "Sum",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      evaluation_periods: 3,
      alarm_actions: ["ALERTS_ARN"],
      insufficient_data_actions: ["ALERTS_ARN"],
    });
  });

  it("are quiet at a first deployment, before the first tick is counted", () => {
    expect(silence!.treat_missing_data).toBe("missing");
    expect(silence).not.toHaveProperty("ok_actions");
  });

  it("say what it means and what to look at", () => {
    expect(errors!.alarm_name).toBe("pilot-light-shop-controller-fails");
    expect(errors!.alarm_description).toMatch(/nothing fails over by itself\. Read its log group LOG/);
    expect(silence!.alarm_name).toBe("pilot-light-shop-controller-silent");
    expect(silence!.alarm_description).toMatch(/for five minutes.*nothing fails over by itself/);
  });
});
