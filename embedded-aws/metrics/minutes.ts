import type { Cancel, Clock } from "../time/clock";
import { every } from "../time/every";

/** Services publish "at one-minute intervals". https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const PUBLISHING_INTERVAL_MS = 60_000;

/** The beginning of this time's minute. */
export const minuteOf = (at: number) => Math.floor(at / PUBLISHING_INTERVAL_MS) * PUBLISHING_INTERVAL_MS;

/** Milliseconds from this time to its minute's end. */
export const untilMinuteEnds = (at: number) => minuteOf(at) + PUBLISHING_INTERVAL_MS - at;

/** Calls back at the end of each minute of AWS time. */
export const everyMinute = (clock: Clock, work: () => void): Cancel =>
  every(clock, PUBLISHING_INTERVAL_MS, work, untilMinuteEnds(clock.now()));
