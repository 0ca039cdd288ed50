/** Evenly between the two. */
export interface Even {
  readonly from: number;
  readonly to: number;
}

const ramp = (value: number) => Math.max(0, value) ** 2;

/** The share of sums of one of each that are at most this. Exact: a trapezoid's area. */
export function sumAtMost(one: Even, other: Even, sum: number): number {
  const corners =
    ramp(sum - one.from - other.from) -
    ramp(sum - one.to - other.from) -
    ramp(sum - one.from - other.to) +
    ramp(sum - one.to - other.to);
  return corners / (2 * (one.to - one.from) * (other.to - other.from));
}

/** How dense sums are at this one. */
export function densityOfSum(one: Even, other: Even, sum: number): number {
  const [least, most] = firstOfSum(one, other, sum);
  return Math.max(0, most - least) / ((one.to - one.from) * (other.to - other.from));
}

/** The mean of the first, where both come to this sum. */
export function meanOfFirst(one: Even, other: Even, sum: number): number {
  const [least, most] = firstOfSum(one, other, sum);
  return (least + most) / 2;
}

const firstOfSum = (one: Even, other: Even, sum: number): [number, number] => [
  Math.max(one.from, sum - other.to),
  Math.min(one.to, sum - other.from),
];

export const atMost = ({ from, to }: Even, value: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** At this share, 0 to 1, of the way from one end to the other. */
export const between = ({ from, to }: Even, share: number): number => from + share * (to - from);

/** The middles of equal parts: each stands for as many as the others. */
export const middles = (even: Even, parts: number): number[] =>
  Array.from({ length: parts }, (_, part) => between(even, (part + 0.5) / parts));
