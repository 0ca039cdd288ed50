import type { Measurement, MetricId } from "../alarms/metric";
import { type Sample, sampleOf } from "../alarms/samples";
import type { Clock } from "../time/clock";
import { minuteOf, untilMinuteEnds } from "./minutes";

/** One value to be published with its minute. `at` is AWS time in milliseconds. */
export interface Value {
  readonly metric: MetricId;
  readonly at: number;
  readonly value: number;
  readonly unit?: string;
}

/** Gathers values and publishes one set of statistics for each metric and minute, when the minute in which they came ends. */
export class MinuteStatistics {
  private readonly gathered = new Map<string, Measurement>();

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly publish: (measurements: readonly Measurement[]) => void;
    },
  ) {}

  add({ metric, at, value, unit }: Value): void {
    if (this.gathered.size === 0) {
      const { clock } = this.options;
      clock.after(untilMinuteEnds(clock.now()), () => this.publish());
    }
    const sample = sampleOf(minuteOf(at), value);
    const key = JSON.stringify([metric, sample.at]);
    const before = this.gathered.get(key);
    this.gathered.set(key, {
      ...metric,
      ...(unit ? { unit } : {}),
      sample: before ? both(before.sample, sample) : sample,
    });
  }

  private publish(): void {
    const measurements = [...this.gathered.values()];
    this.gathered.clear();
    this.options.publish(measurements);
  }
}

const both = (one: Sample, other: Sample): Sample => ({
  at: one.at,
  sampleCount: one.sampleCount + other.sampleCount,
  sum: one.sum + other.sum,
  minimum: Math.min(one.minimum, other.minimum),
  maximum: Math.max(one.maximum, other.maximum),
});
