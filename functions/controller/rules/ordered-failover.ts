import { openEpisode, set, verdict } from "../change";
import { lockBy } from "../lock-text";
import type { Rule } from "../rule";
import { followed } from "./following";
import { givenUp } from "./given-up";
import { bringUp } from "./ignition";

/**
 * An operator's `failover`: ignite, and commit as soon as the standby serves, even if the primary is up. A word that has
 * grown old commits nothing.
 */
export const orderedFailover: Rule = (o, settings, before) => {
  const { order } = before.to;
  if (order?.do !== "failover") return undefined;
  // Done: from here on the lock speaks.
  if (o.lock.kind === "present") return verdict(set(before, { order: undefined }), "look again");

  const old = givenUp(before, order, o, settings);
  if (old) return old;

  const opening = { kind: "failover", startedAt: o.at, trigger: "an operator's failover" } as const;
  const opened = openEpisode(before, opening, settings.workload, `an operator asks for a failover: ${order.reason}`);
  const { change, actions, serves, settled } = bringUp(o, settings, followed(o, settings, opened));
  if (serves && o.lock.kind === "absent") {
    const lock = lockBy("operator", order.reason, o, change, settings);
    return verdict(change, "wait", { do: "commit", lock, by: "operator" }, ...actions);
  }
  return verdict(change, settled ? "rest" : "wait", ...actions);
};
