import type { Sample } from "./samples";

/** Namespace, name and the exact set of dimensions: CloudWatch knows a metric only by all of them together. */
export interface MetricId {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value of a metric. `at` is AWS time in milliseconds since 1970-01-01 UTC. */
export interface Datapoint extends MetricId {
  readonly value: number;
  readonly at: number;
}

/** Values of a metric, with their unit where somebody says it. */
export interface Measurement extends MetricId {
  readonly sample: Sample;
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html, e.g. `Count`. */
  readonly unit?: string;
}
