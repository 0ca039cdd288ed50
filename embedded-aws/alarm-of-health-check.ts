import { DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { type AwsClients, GLOBAL_REGION } from "./aws-clients";

const NAMESPACE = "AWS/Route53";
const METRIC = "HealthCheckStatus";
const DIMENSION = "HealthCheckId";
/** HealthCheckStatus is 1 for healthy and 0 for unhealthy, so these statistics of a minute with a 0 in it can be 0. */
const STATISTICS_THAT_SEE_A_ZERO: readonly string[] = ["Minimum", "Average", "Sum", "Maximum"];

/** A deployed path that ends somewhere, and which deployed thing ends it, for a person. */
export interface BrokenPath {
  readonly kind: "broken";
  readonly reason: string;
}

export const broken = (reason: string): BrokenPath => ({ kind: "broken", reason });

/**
 * Finds the alarm that goes off when a health check fails, as CloudWatch would: in us-east-1, since Route 53's metrics
 * are nowhere else. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 * @param regions where else to look, only to name what is wrong
 */
export async function findAlarm(
  deployed: AwsClients,
  healthCheckId: string,
  regions: readonly string[],
): Promise<{ kind: "alarm"; alarm: MetricAlarm } | BrokenPath> {
  const here = (await alarmsOnHealth(deployed, GLOBAL_REGION)).map((alarm) => ({ alarm, region: GLOBAL_REGION }));
  const watching = here.filter(({ alarm }) => watchedCheck(alarm) === healthCheckId);
  const working = watching.find(({ alarm }) => whyItNeverRings(alarm) === undefined);
  if (working) return { kind: "alarm", alarm: working.alarm };
  if (watching[0]) return broken(whyItNeverRings(watching[0].alarm)!);

  const elsewhere: { alarm: MetricAlarm; region: string }[] = [];
  for (const region of regions.filter((region) => region !== GLOBAL_REGION))
    for (const alarm of await alarmsOnHealth(deployed, region)) elsewhere.push({ alarm, region });
  const misplaced = elsewhere.find(({ alarm }) => watchedCheck(alarm) === healthCheckId) ?? elsewhere[0];
  const problems = [
    ...(misplaced
      ? [
          `alarm ${misplaced.alarm.AlarmName} is in ${misplaced.region}; Route 53's metrics are in ${GLOBAL_REGION} only`,
        ]
      : []),
    ...here.map(({ alarm }) => {
      const watched = watchedCheck(alarm);
      return watched
        ? `alarm ${alarm.AlarmName} watches another health check, ${watched}`
        : `alarm ${alarm.AlarmName} has no dimension ${DIMENSION}, so it sees no data`;
    }),
  ];
  return broken(`No alarm watches health check ${healthCheckId}: ${problems.join("; ") || "there is no alarm on it"}.`);
}

async function alarmsOnHealth(deployed: AwsClients, region: string): Promise<MetricAlarm[]> {
  const { MetricAlarms = [] } = await deployed.cloudWatch(region).send(new DescribeAlarmsCommand({}));
  return MetricAlarms.filter(({ Namespace, MetricName }) => Namespace === NAMESPACE && MetricName === METRIC);
}

/** Only the exact set of dimensions finds the metric. */
function watchedCheck({ Dimensions = [] }: MetricAlarm): string | undefined {
  const [only, another] = Dimensions;
  return only?.Name === DIMENSION && !another ? only.Value : undefined;
}

function whyItNeverRings(alarm: MetricAlarm): string | undefined {
  const { AlarmName, Statistic = "", ComparisonOperator = "", Threshold = Number.NaN } = alarm;
  if (!STATISTICS_THAT_SEE_A_ZERO.includes(Statistic))
    return `Alarm ${AlarmName} uses the statistic ${Statistic || "(none)"}; with HealthCheckStatus use Minimum.`;
  if (!breaches(0, ComparisonOperator, Threshold))
    return `Alarm ${AlarmName} (${ComparisonOperator} ${Threshold}) does not go off when the check is unhealthy, which is 0.`;
  if (breaches(1, ComparisonOperator, Threshold))
    return `Alarm ${AlarmName} (${ComparisonOperator} ${Threshold}) is on while the check is healthy, which is 1; it never turns.`;
  if (!alarm.ActionsEnabled) return `Alarm ${AlarmName} has its actions switched off.`;
  if (!alarm.AlarmActions?.length) return `Alarm ${AlarmName} has no action.`;
  return undefined;
}

function breaches(value: number, operator: string, threshold: number): boolean {
  switch (operator) {
    case "LessThanThreshold":
      return value < threshold;
    case "LessThanOrEqualToThreshold":
      return value <= threshold;
    case "GreaterThanThreshold":
      return value > threshold;
    case "GreaterThanOrEqualToThreshold":
      return value >= threshold;
    default:
      return false;
  }
}
