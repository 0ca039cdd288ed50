import { type MetricDatum, PutMetricDataCommand, type StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../aws-clients";
import type { CallResult } from "../call-log";
import type { Call } from "../calls";
import type { Clock } from "../time/clock";
import type { Datapoint, Measurement, MetricId } from "./metric";
import { readDatapoints } from "./put-metric-data";
import { type Sample, sampleOf } from "./samples";

/**
 * Samples kept of one metric: a day of one a minute. CloudWatch keeps these for 15 days, and an alarm's evaluation looks
 * back a day at most unless its period is an hour or longer.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
const SAMPLES_KEPT = 1_440;
/** Metrics kept; that which got no value for the longest time goes first. Assumed: a rehearsal has some ten. */
const METRICS_KEPT = 1_000;

/** Samples of each metric. */
export type PublishedSamples = ReadonlyMap<string, readonly Sample[]>;

/**
 * What alarms are evaluated from. Values are kept here, so that an alarm's evaluation, once a minute each, costs no call,
 * and copied to moto for those who ask for statistics.
 */
export class Metrics {
  private readonly kept: Map<string, Sample[]>;

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly deployed: AwsClients;
      /** Told when a value could not be copied to moto. */
      readonly onFailure: (error: Error) => void;
      /** What was published before, as another's `published` tells it; moto has it already. */
      readonly published?: PublishedSamples;
    },
  ) {
    this.kept = new Map(Array.from(options.published ?? [], ([key, samples]) => [key, [...samples]]));
  }

  /** Everything kept, as it is now. */
  get published(): PublishedSamples {
    return new Map(Array.from(this.kept, ([key, samples]) => [key, [...samples]]));
  }

  /** A service of AWS publishes a value. */
  readonly put = ({ value, at, ...metric }: Datapoint): void =>
    this.putMeasurements([{ ...metric, sample: sampleOf(at, value) }]);

  /** Services of AWS publish values of several metrics. */
  readonly putMeasurements = (measurements: readonly Measurement[]): void => {
    for (const measurement of measurements) this.keep(measurement, measurement.sample);
    const places = new Map<string, Measurement[]>();
    for (const measurement of measurements) {
      const place = `${measurement.region} ${measurement.namespace}`;
      places.set(place, [...(places.get(place) ?? []), measurement]);
    }
    for (const together of places.values()) this.copy(together);
  };

  /** Listens to the gateway: what clients publish counts as well, and moto has it already. */
  readonly onCall = (call: Call, result: CallResult): void => {
    if (call.service !== "monitoring" || call.action !== "PutMetricData" || !call.region) return;
    if (!("status" in result) || result.status !== 200) return;
    for (const { metric, sample } of readDatapoints(call, call.region, this.options.clock.now()))
      this.keep(metric, sample);
  };

  /** The metric's samples at or after this time, in no order. */
  samples(metric: MetricId, since: number): Sample[] {
    return (this.kept.get(keyOf(metric)) ?? []).filter(({ at }) => at >= since);
  }

  /** @param measurements of one region and one namespace */
  private copy(measurements: readonly Measurement[]): void {
    const { clock, deployed, onFailure } = this.options;
    const { region, namespace: Namespace } = measurements[0]!;
    const command = new PutMetricDataCommand({ Namespace, MetricData: measurements.map(datumOf) });
    clock
      .hold(`copying metrics of ${Namespace} to moto`, () => deployed.cloudWatch(region).send(command))
      .catch(onFailure);
  }

  private keep(metric: MetricId, sample: Sample): void {
    const key = keyOf(metric);
    const samples = this.kept.get(key) ?? [];
    samples.push(sample);
    if (samples.length > SAMPLES_KEPT) samples.shift();
    this.kept.delete(key);
    this.kept.set(key, samples);
    if (this.kept.size > METRICS_KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}

function datumOf({ name, dimensions, sample, unit }: Measurement): MetricDatum {
  const { at, sampleCount, sum, minimum, maximum } = sample;
  return {
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Timestamp: new Date(at),
    ...(sampleCount === 1
      ? { Value: sum }
      : { StatisticValues: { SampleCount: sampleCount, Sum: sum, Minimum: minimum, Maximum: maximum } }),
    ...(unit ? { Unit: unit as StandardUnit } : {}),
  };
}

function keyOf({ region, namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([region, namespace, name, Object.entries(dimensions).sort()]);
}
