import type { Clock } from "../time/clock";

/** Lets work go on by itself. If it fails, which only a fault of the embedded AWS can cause, the clock stops and says why. */
export function inBackground(clock: Clock, work: () => Promise<void>): void {
  work().catch((error) => {
    clock.after(0, () => {
      throw error;
    });
  });
}
