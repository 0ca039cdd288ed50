import { wasAccepted } from "../world/calls";
import { isWriteOfLock } from "../world/facts";
import type { RecoveryNumbers } from "./report";
import type { Witnessed } from "./witnessed";

const MS_PER_SECOND = 1_000;

/** How long it took, in seconds of AWS time since the disaster. */
export function recoveryNumbers(witnessed: Witnessed): RecoveryNumbers {
  const { workload, struckAt, outages, calls, episodes, dns, standby } = witnessed;
  const numbers = {
    promised: workload.promisedRecoverySeconds,
    worstOutage: outages.worst / MS_PER_SECOND,
    medianOutage: outages.median / MS_PER_SECOND,
  };
  if (struckAt === undefined) return numbers;
  const since = (at: number | undefined) =>
    at === undefined ? undefined : Math.round((at - struckAt) / (MS_PER_SECOND / 10)) / 10;
  const after = <Item extends { readonly at: number }>(
    items: readonly Item[],
    isIt: (item: Item) => boolean,
  ): number | undefined => items.find((item) => item.at >= struckAt && isIt(item))?.at;
  const recordedAt = episodes.find(({ startedAt }) => startedAt >= struckAt)?.startedAt;
  const ignitedAt = after(
    calls,
    (call) => call.who === workload.controller && call.action === "StartInstances" && wasAccepted(call),
  );
  return {
    ...numbers,
    // While nothing can be recorded, it acts on what it sees all the same.
    detected: since(earliest(recordedAt, ignitedAt)),
    ignited: since(ignitedAt),
    booted: since(after(standby, ({ value }) => value === "serves")),
    dnsTurned: since(after(dns, ({ value }) => value.includes(workload.standby.address))),
    committed: since(after(calls, (call) => wasAccepted(call) && isWriteOfLock(call, workload.lock))),
  };
}

function earliest(...moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
