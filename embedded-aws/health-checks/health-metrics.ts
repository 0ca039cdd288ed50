import type { Datapoint } from "../alarms/metric";
import { GLOBAL_REGION } from "../global-region";

/** CloudWatch's shortest period for Route 53's metrics; they are sent once a minute. */
export const METRIC_PERIOD_MS = 60_000;

/** Hands a datapoint to CloudWatch. */
export type PutMetric = (datapoint: Datapoint) => void;

/**
 * The datapoints of one health check's minute, each at its beginning. Route 53's metrics are in us-east-1 only, with dimension HealthCheckId.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 * How a minute's samples become a datapoint is not documented. Assumed: their minimum, since an alarm on the minimum is
 * what AWS advises for seeing an unhealthy moment. So a minute with any unhealthy moment reads 0.
 * TimeToFirstByte, of checks that measure latency, is documented as the checkers' average; and of HTTP and HTTPS both, while
 * ConnectionTime is of HTTP and TCP only. That an unhealthy answer counts, and that a minute without an answer has no
 * datapoint, is assumed.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-check-latency.html
 *
 * @param minute.percentage the lowest percentage of checkers that found the endpoint healthy; undefined where none look
 * @param minute.firstBytes milliseconds until the first byte of each answer
 */
export function datapointsOf(
  healthCheckId: string,
  minute: {
    readonly at: number;
    readonly healthyThroughout: boolean;
    readonly percentage: number | undefined;
    readonly firstBytes: readonly number[];
  },
): Datapoint[] {
  const datapoint = (name: string, value: number): Datapoint => ({
    namespace: "AWS/Route53",
    name,
    dimensions: { HealthCheckId: healthCheckId },
    value,
    at: minute.at,
    region: GLOBAL_REGION,
  });
  return [
    datapoint("HealthCheckStatus", minute.healthyThroughout ? 1 : 0),
    ...(minute.percentage === undefined ? [] : [datapoint("HealthCheckPercentageHealthy", minute.percentage)]),
    ...(minute.firstBytes.length === 0 ? [] : [datapoint("TimeToFirstByte", mean(minute.firstBytes))]),
  ];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
