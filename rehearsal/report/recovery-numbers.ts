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
  return {
    ...numbers,
    detected: since(episodes.find(({ startedAt }) => startedAt >= struckAt)?.startedAt),
    ignited: since(
      after(calls, (call) => call.who === workload.controller && call.action === "StartInstances" && wasAccepted(call)),
    ),
    booted: since(after(standby, ({ value }) => value === "serves")),
    dnsTurned: since(after(dns, ({ value }) => value.includes(workload.standby.address))),
    committed: since(after(calls, (call) => wasAccepted(call) && isWriteOfLock(call, workload.lock))),
  };
}
