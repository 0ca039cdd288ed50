import { join } from "node:path";
import type { DrivenClock } from "./clock";
import { RealClock } from "./real-clock";
import { TimeOfDay } from "./time-of-day";
import { VirtualClock } from "./virtual-clock";

/** A clock, and the file from which other processes take its time; absent where it is this machine's. */
export interface MadeClock {
  readonly clock: DrivenClock;
  readonly timeFile?: string;
  /** May be called again. */
  stop(): void;
}

/** A clock at life's pace. */
export function makeRealClock(onFailure: (error: Error) => void): MadeClock {
  const clock = new RealClock(onFailure);
  return { clock, stop: () => clock.stop() };
}

/**
 * A clock that stands still.
 * @param folder existing, for the file
 * @param now AWS time to begin with
 */
export function makeVirtualClock(folder: string, now: number, onFailure: (error: Error) => void): MadeClock {
  const timeOfDay = new TimeOfDay(join(folder, "aws-time"), now);
  const clock = new VirtualClock(now, { onTime: timeOfDay.write, onFailure });
  return {
    clock,
    timeFile: timeOfDay.file,
    stop: () => {
      clock.stop();
      timeOfDay.close();
    },
  };
}
