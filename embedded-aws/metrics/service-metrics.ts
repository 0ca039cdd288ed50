import type { Metrics } from "../alarms/metrics";
import type { AsynchronousOutcome } from "../asynchronous/asynchronous-invocations";
import type { FailedInvocation } from "../events/event-buses";
import type { LogLine } from "../functions/function-log";
import type { Invocation, Throttled } from "../functions/invocation";
import type { FailedNotification } from "../messages/messages";
import { valuesOfFailedInvocation, valuesOfFailedNotification } from "./delivery-metrics";
import { metricsOfLine } from "./embedded-metric-format";
import { valuesOfAsynchronous, valuesOfInvocation, valuesOfThrottling } from "./function-metrics";
import { MinuteStatistics, type Value } from "./minute-statistics";
import { QueueMetrics, type QueueMetricsOptions } from "./queue-metrics";

/** What services of AWS publish to CloudWatch about themselves. */
export class ServiceMetrics {
  readonly queues: QueueMetrics;
  private readonly minutes: MinuteStatistics;

  constructor(private readonly options: Omit<QueueMetricsOptions, "publish"> & { readonly metrics: Metrics }) {
    const { metrics } = options;
    this.minutes = new MinuteStatistics({ ...options, publish: metrics.putMeasurements });
    this.queues = new QueueMetrics({ ...options, publish: metrics.putMeasurements });
  }

  readonly onInvocation = (invocation: Invocation): void => this.add(valuesOfInvocation(invocation));
  readonly onThrottled = (throttled: Throttled): void => this.add(valuesOfThrottling(throttled));
  readonly onAsynchronous = (outcome: AsynchronousOutcome): void => this.add(valuesOfAsynchronous(outcome));

  readonly onFailedInvocation = (failed: FailedInvocation): void => this.add(valuesOfFailedInvocation(failed));
  readonly onFailedNotification = (failed: FailedNotification): void => this.add(valuesOfFailedNotification(failed));

  /** Lines that have reached a function's log group. */
  readonly onLog = (region: string, lines: readonly LogLine[]): void =>
    this.options.metrics.putMeasurements(lines.flatMap((line) => metricsOfLine(region, line)));

  private add(values: readonly Value[]): void {
    for (const value of values) this.minutes.add(value);
  }
}
