import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../aws-clients";
import type { CallResult } from "../call-log";
import type { Call } from "../calls";
import type { Clock } from "../time/clock";
import type { Datapoint, MetricId } from "./metric";
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

/**
 * What alarms are evaluated from. Values are kept here, so that an alarm's evaluation, once a minute each, costs no call,
 * and copied to moto for those who ask for statistics.
 */
export class Metrics {
  private readonly kept = new Map<string, Sample[]>();

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly deployed: AwsClients;
      /** Told when a value could not be copied to moto. */
      readonly onFailure: (error: Error) => void;
    },
  ) {}

  /** A service of AWS publishes a value. */
  readonly put = (datapoint: Datapoint): void => {
    this.keep(datapoint, sampleOf(datapoint.at, datapoint.value));
    const { region, namespace, name, dimensions, value, at } = datapoint;
    const command = new PutMetricDataCommand({
      Namespace: namespace,
      MetricData: [
        {
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          Value: value,
          Timestamp: new Date(at),
        },
      ],
    });
    this.options.clock
      .hold(`copying metric ${name} to moto`, () => this.options.deployed.cloudWatch(region).send(command))
      .catch(this.options.onFailure);
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

function keyOf({ region, namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([region, namespace, name, Object.entries(dimensions).sort()]);
}
