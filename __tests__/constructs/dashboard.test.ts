import { Dashboard } from "../../constructs/dashboard";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

type Metric = [namespace: string, name: string, dimension: string, value: string, options: Record<string, string>];
interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { region?: string; alarms?: string[]; metrics?: Metric[] };
}

describe("the dashboard", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    new Dashboard(scope, "dashboard", {
      provider: standby,
      workload: "shop",
      domain: "shop.example.com",
      standbyRegion: "eu-west-1",
      functionName: "FUNCTION",
      healthChecks: { primary: "ENDPOINT", "no lock": "LOCK" },
      alarmArns: ["arn:one", "arn:other"],
      deadLetterQueues: [
        { name: "HERE", region: "eu-west-1" },
        { name: "THERE", region: "us-east-1" },
      ],
    });
  });
  const dashboard = only(resource, "aws_cloudwatch_dashboard");
  const { widgets } = JSON.parse(dashboard.dashboard_body) as { widgets: Widget[] };
  const shown = widgets.flatMap(({ properties: { region, metrics = [] } }) =>
    metrics.map(([namespace, name, dimension, value, options]) => [
      options.region ?? region,
      namespace,
      name,
      `${dimension}=${value}`,
    ]),
  );

  it("is one of the standby region, by the workload's name", () => {
    expect(dashboard).toMatchObject({ provider: "aws.standby", dashboard_name: "pilot-light-shop" });
  });

  it("shows the alarms, and each metric where it is", () => {
    expect(widgets[0]).toMatchObject({ type: "alarm", properties: { alarms: ["arn:one", "arn:other"] } });
    expect(shown).toEqual([
      ["eu-west-1", "PilotLight", "PrimaryUp", "Workload=shop"],
      ["eu-west-1", "PilotLight", "StandbyServing", "Workload=shop"],
      ["eu-west-1", "PilotLight", "Committed", "Workload=shop"],
      ["us-east-1", "AWS/Route53", "HealthCheckStatus", "HealthCheckId=ENDPOINT"],
      ["us-east-1", "AWS/Route53", "HealthCheckStatus", "HealthCheckId=LOCK"],
      ["eu-west-1", "PilotLight", "RecoverySeconds", "Workload=shop"],
      ["eu-west-1", "AWS/Lambda", "Invocations", "FunctionName=FUNCTION"],
      ["eu-west-1", "AWS/Lambda", "Errors", "FunctionName=FUNCTION"],
      ["eu-west-1", "AWS/Lambda", "Duration", "FunctionName=FUNCTION"],
      ["eu-west-1", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName=HERE"],
      ["us-east-1", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName=THERE"],
    ]);
  });

  it("lays its widgets side by side on CloudWatch's 24 columns", () => {
    const taken = new Set(widgets.map(({ x, y }) => `${x},${y}`));
    expect(taken.size).toBe(widgets.length);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });
});
