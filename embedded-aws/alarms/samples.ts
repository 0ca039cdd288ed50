/** A set of values, as CloudWatch keeps them. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html */
export interface Sample {
  /** AWS time in milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export const STATISTICS = ["Minimum", "Maximum", "Average", "Sum", "SampleCount"] as const;
export type Statistic = (typeof STATISTICS)[number];

export const sampleOf = (at: number, value: number, count = 1): Sample => ({
  at,
  sampleCount: count,
  sum: value * count,
  minimum: value,
  maximum: value,
});

/** @param samples at least one */
export function statisticOf(statistic: Statistic, samples: readonly Sample[]): number {
  const total = (of: "sum" | "sampleCount") => samples.reduce((sum, sample) => sum + sample[of], 0);
  switch (statistic) {
    case "Minimum":
      return Math.min(...samples.map(({ minimum }) => minimum));
    case "Maximum":
      return Math.max(...samples.map(({ maximum }) => maximum));
    case "Sum":
      return total("sum");
    case "SampleCount":
      return total("sampleCount");
    case "Average":
      return total("sum") / total("sampleCount");
  }
}
