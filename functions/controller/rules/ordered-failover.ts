import { inEpisode, openEpisode, set, tellOnce, verdict } from "../change";
import { lockBy } from "../lock-text";
import type { Rule } from "../rule";
import { followed } from "./following";
import { bringUp } from "./ignition";
import { isTooOld } from "./order-age";

/**
 * An operator's `failover`: ignite, and commit as soon as the standby serves, even if the primary is up. A word that has
 * grown old commits nothing.
 */
export const orderedFailover: Rule = (o, settings, before) => {
  const { order } = before.to;
  if (order?.do !== "failover") return undefined;
  // Done: from here on the lock speaks.
  if (o.lock.kind === "present") return verdict(set(before, { order: undefined }), "look again");

  if (isTooOld(order, o.at)) {
    const given = inEpisode(
      set(before, { order: undefined }),
      {},
      { at: o.at, what: "the operator's failover is given up" },
    );
    const key = `${before.to.episode?.id ?? "no episode"}/given up/${order.id}`;
    return verdict(tellOnce(given, { about: "failover given up", key, askedAt: order.at }), "look again");
  }

  const opening = { kind: "failover", startedAt: o.at, trigger: "an operator's failover" } as const;
  const opened = openEpisode(before, opening, settings.workload, `an operator asks for a failover: ${order.reason}`);
  const { change, actions, serves, settled } = bringUp(o, settings, followed(o, settings, opened));
  if (serves && o.lock.kind === "absent") {
    const lock = lockBy("operator", order.reason, o, change, settings);
    return verdict(change, "wait", { do: "commit", lock, by: "operator" }, ...actions);
  }
  return verdict(change, settled ? "rest" : "wait", ...actions);
};
