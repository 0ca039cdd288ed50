import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { GLOBAL_REGION } from "../global-region";
import { type AlarmParts, readMetricAlarms } from "./deployed-alarms";
import { breaches, isComparison } from "./threshold";

const NAMESPACE = "AWS/Route53";
const METRIC = "HealthCheckStatus";
const DIMENSION = "HealthCheckId";
/** HealthCheckStatus is 1 for healthy and 0 for unhealthy, so these statistics of a minute with a 0 in it can be 0. */
const STATISTICS_THAT_SEE_A_ZERO: readonly string[] = ["Minimum", "Average", "Sum", "Maximum"];

/**
 * The alarms that go off when a health check fails: in us-east-1, since Route 53's metrics are nowhere else. Where there is
 * none, which deployed thing is wrong. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 * @param regions where else to look, only to name what is wrong
 */
export async function findAlarms(
  parts: AlarmParts,
  healthCheckId: string,
  regions: readonly string[],
): Promise<
  { readonly kind: "found"; readonly alarms: readonly MetricAlarm[] } | { readonly kind: "broken"; reason: string }
> {
  const broken = (reason: string) => ({ kind: "broken", reason }) as const;
  const here = await alarmsOnHealth(parts, GLOBAL_REGION);
  const watching = here.filter((alarm) => watchedCheck(alarm) === healthCheckId);
  const working = watching.filter((alarm) => whyItNeverRings(alarm) === undefined);
  if (working.length > 0) return { kind: "found", alarms: working };
  if (watching[0]) return broken(whyItNeverRings(watching[0])!);

  const elsewhere: { alarm: MetricAlarm; region: string }[] = [];
  for (const region of regions.filter((region) => region !== GLOBAL_REGION))
    for (const alarm of await alarmsOnHealth(parts, region)) elsewhere.push({ alarm, region });
  const misplaced = elsewhere.find(({ alarm }) => watchedCheck(alarm) === healthCheckId) ?? elsewhere[0];
  const problems = [
    ...(misplaced
      ? [
          `alarm ${misplaced.alarm.AlarmName} is in ${misplaced.region}; Route 53's metrics are in ${GLOBAL_REGION} only`,
        ]
      : []),
    ...here.map((alarm) => {
      const watched = watchedCheck(alarm);
      return watched
        ? `alarm ${alarm.AlarmName} watches another health check, ${watched}`
        : `alarm ${alarm.AlarmName} has no dimension ${DIMENSION}, so it sees no data`;
    }),
  ];
  return broken(`No alarm watches health check ${healthCheckId}: ${problems.join("; ") || "there is no alarm on it"}.`);
}

async function alarmsOnHealth(parts: AlarmParts, region: string): Promise<MetricAlarm[]> {
  const alarms = await readMetricAlarms(parts, region);
  return alarms.filter(({ Namespace, MetricName }) => Namespace === NAMESPACE && MetricName === METRIC);
}

/** Only the exact set of dimensions finds the metric. */
function watchedCheck({ Dimensions = [] }: MetricAlarm): string | undefined {
  const [only, another] = Dimensions;
  return only?.Name === DIMENSION && !another ? only.Value : undefined;
}

function whyItNeverRings(alarm: MetricAlarm): string | undefined {
  const { AlarmName, Statistic = "", ComparisonOperator, Threshold = Number.NaN } = alarm;
  const goesOffAt = (value: number) =>
    isComparison(ComparisonOperator) && breaches(value, ComparisonOperator, Threshold);
  if (!STATISTICS_THAT_SEE_A_ZERO.includes(Statistic))
    return `Alarm ${AlarmName} uses the statistic ${Statistic || "(none)"}; with HealthCheckStatus use Minimum.`;
  if (!goesOffAt(0))
    return `Alarm ${AlarmName} (${ComparisonOperator} ${Threshold}) does not go off when the check is unhealthy, which is 0.`;
  if (goesOffAt(1))
    return `Alarm ${AlarmName} (${ComparisonOperator} ${Threshold}) is on while the check is healthy, which is 1; it never turns.`;
  if (!alarm.ActionsEnabled) return `Alarm ${AlarmName} has its actions switched off.`;
  if (!alarm.AlarmActions?.length) return `Alarm ${AlarmName} has no action.`;
  return undefined;
}
