import { scheduleNames } from "../contract/schedules";
import { inSeconds, RANGES } from "./ranges";
import { atMost, middles } from "./uniform";

/** As many as are deployed, whatever the workload's name. They are made at once, so their ticks are due together. */
export const SCHEDULES = scheduleNames("any").length;
/** EventBridge Scheduler: due every minute, and up to a minute late. Seconds. */
const TICK_PERIOD = 60;
const TICK_LATENESS = inSeconds(RANGES.tickLateness);
/** Steps in which a minute's phase is gone through. */
const PHASES = 60;

/** The longest that anybody waits for a tick, in seconds: all have just come, early, and the next are as late as can be. */
export const LONGEST_WAIT = TICK_PERIOD + TICK_LATENESS.to;

/**
 * The share of disasters, 0 to 1, after which no tick has come for so many seconds, where each tick is late by itself.
 * Three of each schedule can come first: the one that was due before the disaster, and the two after it.
 */
export function noTickWithin(seconds: number): number {
  let sum = 0;
  for (const sinceDue of middles({ from: 0, to: TICK_PERIOD }, PHASES)) {
    const comes = [-sinceDue, TICK_PERIOD - sinceDue, 2 * TICK_PERIOD - sinceDue].map(
      (dueAt) => share(dueAt, seconds) - share(dueAt, 0),
    );
    sum += comes.reduce((none, one) => none * (1 - one), 1) ** SCHEDULES;
  }
  return sum / PHASES;
}

/** The share of ticks due at this time that have come by another. */
const share = (dueAt: number, by: number) => atMost(TICK_LATENESS, by - dueAt);
