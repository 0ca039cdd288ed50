import type { Step } from "./invocation-model";
import { wrongMail } from "./post";

/** The age of an observation that a commit or a stop may go by, in milliseconds: the design's number, not the code's. */
const FRESH_MS = 5_000;

type MadeCall = NonNullable<Step["call"]>;

/** Properties 1, 2, 4, the lease of 5, and the mail, at the moment of a call. Undefined, or which one is broken, and how. */
export function broken({ name, from, to, deed, holder }: MadeCall): string | undefined {
  const { seen } = deed;
  const now = from.time + deed.delay;
  const age = now - seen.at;
  const isHolder = from.lease?.value.holder === holder && from.lease.value.until > from.time;
  switch (name) {
    case "write the lock": {
      if (from.lock !== undefined || to.lock === undefined) return undefined;
      const isByWord = seen.order === "failback" || (seen.order === "failover" && seen.standbyServed);
      const isByWitnesses = !seen.primaryAnswered && seen.dns === "gone" && seen.standbyServed && age <= FRESH_MS;
      return isByWord || isByWitnesses ? undefined : `1: committed by ${JSON.stringify({ ...seen, age })}`;
    }
    case "delete the lock":
      return from.lock === undefined || seen.order === "failback"
        ? undefined
        : "2: unlocked without an operator's failback";
    case "stop": {
      // Before arming there is only the first proof, of a standby that was never needed.
      const isPrimarySeen = seen.dns === "up" && (seen.primaryAnswered || !seen.isArmed);
      const isSeen = isPrimarySeen && seen.lock === "absent" && age <= FRESH_MS;
      return isHolder && isSeen ? undefined : `4: stopped by ${JSON.stringify({ ...seen, age, isHolder })}`;
    }
    case "set type":
    case "write the memory":
      return isHolder ? undefined : `5: ${name} without the lease`;
    case "publish":
      // Without its memory the controller owes nobody anything, and tells all the same what it has started.
      if (deed.observation.memory.kind === "unknown") return undefined;
      return isHolder ? wrongMail({ from, to }) : "5: mail without the lease";
    default:
      return undefined;
  }
}
