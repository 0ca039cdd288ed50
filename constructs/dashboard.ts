import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { METRIC_NAMESPACE, type MetricName } from "../contract/metrics";
import { US_EAST_1 } from "./regional-providers";

/** CloudWatch's grid has 24 columns; each row holds two widgets. */
const WIDTH = 12;
const HEIGHT = 6;
const PERIOD_SECONDS = 60;

export interface DashboardProps {
  /** Of the standby region: it must be there when the primary region is not. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly domain: string;
  readonly standbyRegion: string;
  readonly functionName: string;
  /** Ids of health checks, by what a person calls them. */
  readonly healthChecks: Record<string, string>;
  /** Of the standby region and us-east-1. */
  readonly alarmArns: string[];
  /** Names of dead-letter queues, with their regions; not the primary's, which may be dark when somebody looks. */
  readonly deadLetterQueues: { name: string; region: string }[];
}

type Metric = [namespace: string, name: string, dimension: string, value: string, options: Record<string, string>];

/** What a person looks at: one page of graphs for one workload. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { provider, workload, domain, standbyRegion, functionName, healthChecks, alarmArns } = props;

    const seen = (name: MetricName, label: string, stat: string): Metric => [
      METRIC_NAMESPACE,
      name,
      "Workload",
      workload,
      { label, stat },
    ];
    const called = (name: string, stat: string): Metric => [
      "AWS/Lambda",
      name,
      "FunctionName",
      functionName,
      { label: `${name} (${stat})`, stat },
    ];
    const graph = (title: string, region: string, metrics: Metric[], more: object = {}) => ({
      type: "metric",
      properties: { title, region, metrics, view: "timeSeries", period: PERIOD_SECONDS, ...more },
    });
    const zeroToOne = { yAxis: { left: { min: 0, max: 1 } } };

    const widgets = [
      { type: "alarm", properties: { title: `Alarms of ${workload}`, alarms: alarmArns } },
      graph(
        `What the controller sees of ${domain} (1: yes)`,
        standbyRegion,
        [
          seen("PrimaryUp", "the primary serves", "Minimum"),
          seen("StandbyServing", "the standby serves", "Minimum"),
          seen("Committed", "the lock holds users at the standby", "Maximum"),
        ],
        zeroToOne,
      ),
      graph(
        "What Route 53's checkers see (1: healthy)",
        US_EAST_1,
        Object.entries(healthChecks).map(([label, checkId]) => [
          "AWS/Route53",
          "HealthCheckStatus",
          "HealthCheckId",
          checkId,
          { label, stat: "Minimum" },
        ]),
        zeroToOne,
      ),
      graph("Recovery time of the episode under way (seconds)", standbyRegion, [
        seen("RecoverySeconds", "seconds", "Maximum"),
      ]),
      graph("Calls of the controller (one a minute is normal)", standbyRegion, [
        called("Invocations", "Sum"),
        called("Errors", "Sum"),
      ]),
      graph("How long a call takes (milliseconds)", standbyRegion, [called("Duration", "Maximum")]),
      graph(
        "What did not reach the controller (messages)",
        standbyRegion,
        props.deadLetterQueues.map(({ name, region }) => [
          "AWS/SQS",
          "ApproximateNumberOfMessagesVisible",
          "QueueName",
          name,
          { label: `${name} (${region})`, stat: "Maximum", region },
        ]),
      ),
    ];
    new CloudwatchDashboard(this, "dashboard", {
      provider,
      dashboardName: `pilot-light-${workload}`,
      dashboardBody: JSON.stringify({ widgets: widgets.map(placed) }),
    });
  }
}

/** Two in a row, in the order given. */
function placed<W extends object>(widget: W, index: number): W & Record<"x" | "y" | "width" | "height", number> {
  const [row, column] = [Math.floor(index / 2), index % 2];
  return { ...widget, x: column * WIDTH, y: row * HEIGHT, width: WIDTH, height: HEIGHT };
}
