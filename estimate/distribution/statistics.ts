import type { Outage } from "./draw";

/** Of sorted values, the one that this share of them does not exceed. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;

export const sortedBy = <Value>(values: readonly Value[], measure: (value: Value) => number): Value[] =>
  [...values].sort((one, other) => measure(one) - measure(other));

/** The share of values, each in milliseconds, that are over by each whole second from 0 on, until all are. */
export function overBy(sorted: readonly number[]): number[] {
  const shares: number[] = [];
  let over = 0;
  for (let second = 0; over < sorted.length; second++) {
    while (over < sorted.length && sorted[over]! <= second * 1_000) over += 1;
    shares.push(over / sorted.length);
  }
  return shares;
}

/** In the order in which a person reads them. */
const PARTS = [
  "until something wakes the function",
  "the function looks, and starts the standby",
  "EC2 starts the instance",
  "the server boots until it serves",
  "Route 53's checkers see it",
  "its name servers hear of it",
  "resolvers keep the old answer",
] as const;

/** A part of an outage, in milliseconds. */
export interface Part {
  readonly part: (typeof PARTS)[number];
  readonly milliseconds: number;
}

/**
 * What one outage is spent on, one thing after another: on the slower of the two chains, since what the other one took was
 * over meanwhile.
 */
export function partsOf(outage: Outage): Part[] {
  const { checked, nameServersTurned, clientTurned, started, running, serves } = outage;
  if (serves < clientTurned) {
    const told = Math.min(nameServersTurned, clientTurned);
    return [
      { part: "Route 53's checkers see it", milliseconds: checked },
      { part: "its name servers hear of it", milliseconds: told - checked },
      { part: "resolvers keep the old answer", milliseconds: clientTurned - told },
    ];
  }
  // Who watches already when it happens need not be woken.
  const woken = Math.max(0, outage.woken);
  return [
    { part: "until something wakes the function", milliseconds: woken },
    { part: "the function looks, and starts the standby", milliseconds: started - woken },
    { part: "EC2 starts the instance", milliseconds: running - started },
    { part: "the server boots until it serves", milliseconds: serves - running },
  ];
}

/** Share of all draws, round the median, of which its parts are the mean. */
const ROUND_THE_MEDIAN = 0.1;

/** What the median outage is spent on: the mean of those round it, some of which wait for the one chain, some for the other. */
export function spentAtMedian(sorted: readonly Outage[]): Part[] {
  const from = Math.floor(sorted.length * (0.5 - ROUND_THE_MEDIAN / 2));
  const to = Math.max(from + 1, Math.ceil(sorted.length * (0.5 + ROUND_THE_MEDIAN / 2)));
  const middle = sorted.slice(from, to);
  const sums = new Map<Part["part"], number>();
  for (const outage of middle)
    for (const { part, milliseconds } of partsOf(outage)) sums.set(part, (sums.get(part) ?? 0) + milliseconds);
  return PARTS.filter((part) => sums.has(part)).map((part) => ({
    part,
    milliseconds: sums.get(part)! / middle.length,
  }));
}
