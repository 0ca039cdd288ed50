import { type Reading, reading } from "../reading";

/** What follows from a reading. */
export const mapped = <T, U>(reading: Reading<T>, to: (value: T) => U): Reading<U> =>
  reading.known ? { known: true, value: to(reading.value) } : reading;

/** Known where both are. */
export function both<T, U>(first: Reading<T>, second: Reading<U>): Reading<[T, U]> {
  if (!first.known) return first;
  return second.known ? { known: true, value: [first.value, second.value] } : second;
}

/** Reads what can be asked for only once something else is known; that being unknown, so is this. */
export async function after<T, U>(
  first: Promise<Reading<T>>,
  read: (value: T, signal: AbortSignal) => Promise<U>,
): Promise<Reading<U>> {
  const found = await first;
  return found.known ? reading((signal) => read(found.value, signal)) : found;
}
