import type { Cancel, Clock } from "./clock";

/**
 * Calls back again and again. Times are milliseconds of AWS time, and what the work takes is not added to them.
 * @param firstMs until the first time
 */
export function every(clock: Clock, periodMs: number, work: () => void, firstMs = periodMs): Cancel {
  let cancel: Cancel;
  const next = (milliseconds: number) => {
    cancel = clock.after(milliseconds, () => {
      next(periodMs);
      work();
    });
  };
  next(firstMs);
  return () => cancel();
}
