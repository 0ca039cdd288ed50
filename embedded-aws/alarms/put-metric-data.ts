import type { Call } from "../calls";
import type { MetricId } from "./metric";
import { monitoringParameters } from "./monitoring-call";
import { type Sample, sampleOf } from "./samples";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
interface MetricDatum {
  MetricName: string;
  Dimensions?: { Name: string; Value: string }[];
  /** Seconds since 1970-01-01 UTC. */
  Timestamp?: number;
  Value?: number;
  Values?: number[];
  Counts?: number[];
  StatisticValues?: { SampleCount: number; Sum: number; Minimum: number; Maximum: number };
}

/**
 * What a call of PutMetricData that was accepted puts.
 * @param now AWS time in milliseconds, which is the time of values that carry none
 */
export function readDatapoints(call: Call, region: string, now: number): { metric: MetricId; sample: Sample }[] {
  const parameters = monitoringParameters(call) as { Namespace: string; MetricData?: MetricDatum[] } | undefined;
  return (parameters?.MetricData ?? []).flatMap((datum) => {
    const dimensions = Object.fromEntries((datum.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
    const metric: MetricId = { region, namespace: parameters!.Namespace, name: datum.MetricName, dimensions };
    return samplesOf(datum, now).map((sample) => ({ metric, sample }));
  });
}

function samplesOf(datum: MetricDatum, now: number): Sample[] {
  const at = datum.Timestamp === undefined ? now : datum.Timestamp * 1_000;
  if (datum.StatisticValues) {
    const { SampleCount, Sum, Minimum, Maximum } = datum.StatisticValues;
    return [{ at, sampleCount: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum }];
  }
  if (datum.Values) return datum.Values.map((value, index) => sampleOf(at, value, datum.Counts?.[index] ?? 1));
  return datum.Value === undefined ? [] : [sampleOf(at, datum.Value)];
}
