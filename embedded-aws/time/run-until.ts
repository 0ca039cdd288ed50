import type { DrivenClock } from "./clock";

/** How often a condition is looked at, in milliseconds of AWS time. */
const LOOK_EVERY_MS = 1_000;

/**
 * Lets AWS time run until something is true, looked at every second of it; then it stands still again.
 * @throws Error if it is not true in time
 */
export async function runUntil(
  clock: DrivenClock,
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const begun = clock.now();
  clock.start();
  try {
    while (!(await clock.hold(`looking whether ${what}`, async () => isTrue()))) {
      if (clock.now() - begun >= withinMs) throw new Error(`not within ${withinMs / 1_000} s of AWS time: ${what}.`);
      await clock.sleep(LOOK_EVERY_MS);
    }
  } finally {
    clock.pause();
  }
}
