import type { Design } from "./designs";
import type { DrawClock } from "./draw-clock";
import type { Trigger } from "./lambda";

/** A tick that watches looks so often, and for so long, in milliseconds: from its arrival on, all that one invocation may stay. */
const LOOK_EVERY_MS = 10_000;
const WATCH_MS = 60_000;

/** Milliseconds for which a tick stays while all is well. */
export const watchLengthMs = ({ tick }: Pick<Design, "tick">): number => (tick === "looks once" ? 0 : WATCH_MS);

/**
 * A tick that finds all well and watches its whole minute: it looks again every ten seconds, and holds the lease no more
 * than a tick does that looks once, so that the next tick, which may come early, watches beside it.
 * @param from AWS time before which a look leaves no trace, and is left out
 * @param look the controller's own invocation
 */
export async function watching(
  clock: DrawClock,
  design: Pick<Design, "tick">,
  { trigger, from }: { readonly trigger: Trigger; readonly from: number },
  look: () => Promise<void>,
): Promise<void> {
  const begunAt = clock.now();
  const until = begunAt + (trigger === "the schedule" ? watchLengthMs(design) : 0);
  for (let due = begunAt; ; ) {
    if (clock.now() >= from) await look();
    due = Math.max(due + LOOK_EVERY_MS, clock.now());
    if (due >= until) return;
    await clock.sleep(due - clock.now());
  }
}
