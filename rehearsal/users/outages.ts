import type { Stretch } from "./sight-log";

/**
 * Milliseconds of AWS time that a user must be served without one failure until an outage counts as over. Assumed: longer
 * than patience and than name servers contradict each other, shorter than a TTL.
 */
export const LASTING_MS = 10_000;

/** One user's outage, in milliseconds of AWS time. */
export interface Outage {
  /** The last good answer before it; the user's first request if there was none. */
  readonly from: number;
  /** The first good answer of a lasting good period; undefined while there is none. */
  readonly to: number | undefined;
}

/** The first outage of which something was felt at or after `since`; undefined if nothing was. */
export function findOutage(stretches: readonly Stretch[], since: number): Outage | undefined {
  const begin = stretches.findIndex(({ sight, last }) => sight.kind !== "served" && last.at >= since);
  if (begin < 0) return undefined;
  const before = stretches.slice(0, begin).findLastIndex(({ sight }) => sight.kind === "served");
  const from = before < 0 ? stretches[0]!.first.sentAt : stretches[before]!.last.at;
  for (let first = begin + 1; first < stretches.length; first++) {
    if (stretches[first]!.sight.kind !== "served") continue;
    let last = first;
    // Two sites one after the other, without a failure between, are one good period.
    while (stretches[last + 1]?.sight.kind === "served") last += 1;
    if (stretches[last]!.last.at - stretches[first]!.first.at >= LASTING_MS)
      return { from, to: stretches[first]!.first.at };
    first = last;
  }
  return { from, to: undefined };
}

/** Of an even number, the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
