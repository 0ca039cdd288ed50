import type { LeaseHand } from "./lease";
import type { Sights } from "./observe";
import type { Trigger } from "./trigger";

/**
 * A trigger that comes only once waits this long for a holder of the lease that may be about to end, and looks again so
 * often; in milliseconds.
 */
const WAIT_FOR_LEASE_MS = 10_000;
const LOOK_EVERY_MS = 2_000;

/**
 * Whether another invocation does what this trigger asks for. A tick comes again in a minute, and a quiet one writes nothing:
 * it only reads the lease. The other triggers come once, and several in one second: each takes the lease before anything else,
 * so that one of them works. Those that find it taken since they were woken end at once, since its holder's first look is
 * younger than what woke them; an earlier holder may be about to end, and one who leaves must be watched, so they wait.
 */
export async function isAnothersTurn(
  trigger: Trigger,
  leaves: boolean,
  lease: LeaseHand,
  { now, sleep }: Sights,
): Promise<boolean> {
  if (trigger.kind === "schedule") return (await lease.look()) === "other";
  const wokenAt = now();
  for (;;) {
    const grip = await lease.take();
    if (grip.kind !== "other") return false;
    const sawAll = grip.since >= wokenAt && !leaves;
    if (sawAll || now() >= wokenAt + WAIT_FOR_LEASE_MS) return true;
    await sleep(LOOK_EVERY_MS);
  }
}
