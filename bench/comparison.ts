export type Unit = "s" | "ms" | "ms per workload" | "MB" | "KB" | "times";

export interface Measurement {
  readonly what: string;
  /** Already a median where it was measured several times. */
  readonly value: number;
  readonly unit: Unit;
  /** The most that the value may be, in its unit. A measurement without one is there to compare with. */
  readonly limit?: number;
}

/** What belongs together: all its sides were measured in one run, in turns, so that a busy minute hits them alike. */
export interface Comparison {
  readonly title: string;
  readonly measurements: readonly Measurement[];
}

export function isMissed({ value, limit }: Measurement): boolean {
  return limit !== undefined && value > limit;
}

/** The middle of the sorted values: one slow run does not move it. Of an even number, the greater of the two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error("The median of no values was asked for; at least one is needed.");
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
