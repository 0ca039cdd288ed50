import { StandbyRegionAlarm } from "../../constructs/standby-region-alarm";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

describe("the alarm on the loss of the standby region", () => {
  const { resource } = synthesizeConstruct((scope, { usEast1 }) => {
    new StandbyRegionAlarm(scope, "region", {
      provider: usEast1,
      workload: "shop",
      standbyRegion: "eu-west-1",
      lockCheckId: "LOCK_CHECK",
      alertTopicArn: "ALERTS_ARN",
    });
  });
  const alarm = only(resource, "aws_cloudwatch_metric_alarm");

  it("lives outside of that region, where Route 53's metrics are", () => {
    expect(alarm.provider).toBe("aws.us_east_1");
  });

  it("listens to how long S3 takes to say anything, since the check's status is healthy also where S3 is silent", () => {
    expect(alarm).toMatchObject({
      namespace: "AWS/Route53",
      metric_name: "TimeToFirstByte",
      dimensions: { HealthCheckId: "LOCK_CHECK" },
      period: 60,
    });
  });

  it("tells people when the data end, and at no value, and not before they began", () => {
    expect(alarm).toMatchObject({
      comparison_operator: "LessThanThreshold",
      threshold: 0,
      evaluation_periods: 3,
      treat_missing_data: "missing",
      alarm_actions: ["ALERTS_ARN"],
      insufficient_data_actions: ["ALERTS_ARN"],
    });
  });

  it("says what it means", () => {
    expect(alarm.alarm_name).toBe("pilot-light-shop-standby-region-lost");
    expect(alarm.alarm_description).toContain("nothing fails over while eu-west-1 is down");
  });
});
