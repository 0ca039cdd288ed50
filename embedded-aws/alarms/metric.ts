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
