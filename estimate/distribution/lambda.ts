import { RANGES } from "../ranges";
import { between } from "../uniform";
import type { DrawClock } from "./draw-clock";
import type { Luck } from "./luck";

/** An event on its way to the function, and who sent it. */
export interface Waking {
  readonly trigger: Trigger;
  readonly event: unknown;
}

export type Trigger = "the schedule" | "the alarm" | "EC2's event";

/** Lambda: takes events, and runs the function in as many processes as it has events at once. Never throws. */
export function lambda(
  clock: DrawClock,
  luck: Luck,
  {
    warm,
    run,
    onFailure,
  }: {
    /** Processes that earlier events have left. */
    readonly warm: number;
    readonly run: (waking: Waking) => Promise<void>;
    readonly onFailure: (error: unknown) => void;
  },
): (waking: Waking) => void {
  let free = warm;
  const queueing = luck.within(RANGES.queueing);
  const random = luck.stream(RANGES.coldStart.name);
  const handle = async (waking: Waking) => {
    await clock.sleep(queueing);
    if (free > 0) free -= 1;
    else await clock.sleep(between(RANGES.coldStart, random()));
    await run(waking);
    free += 1;
  };
  return (waking) => void handle(waking).catch(onFailure);
}
