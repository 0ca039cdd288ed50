import type { DeliveryFault } from "../faults";

/** How many milliseconds later than usual something is delivered under the fault that is laid on it, if one is. */
export const latenessOf = (fault: DeliveryFault | undefined): number =>
  fault?.kind === "late" || fault?.kind === "doubled" ? (fault.milliseconds ?? 0) : 0;

/** Delivers what a fault has not lost: once, or as often as it says, since AWS promises no more than "at least once". */
export const atLeastOnce = (fault: DeliveryFault | undefined, deliver: () => Promise<void>): Promise<unknown> =>
  Promise.all(Array.from({ length: fault?.kind === "doubled" ? 2 : 1 }, deliver));
