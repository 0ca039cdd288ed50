import { verdict } from "../change";
import { seesPrimary } from "../observe";
import type { Rule } from "../rule";
import { isDrained } from "./drained";
import { recorded } from "./ending";
import { awaitsFirstStop, proveNewStandby } from "./first-proof";
import { watchedStray } from "./stray-standby";

/** Rule 5: nothing is wrong. What is left of a deployment or of an episode is settled. */
export const waiting: Rule = (o, settings, before) => {
  if (before.to.episode !== undefined) return undefined;
  const change = watchedStray(o, settings, proveNewStandby(o, settings, before));
  if (change !== before) return verdict(change, "look again");
  // Stopped only by what an earlier look has claimed (`provenStandby`): a first stop is never done by who came second. Until
  // the controller was armed, the name servers may have sent users to the standby: while the primary's first boot lasted.
  const { armedAt = o.at } = before.to;
  const isUnneeded = seesPrimary(o) && o.lock.kind === "absent" && isDrained(armedAt, o.at, settings);
  if (isUnneeded && awaitsFirstStop(o, settings, change)) return { actions: [{ do: "stop" }], next: "rest" };
  return o.attempts.failed.length === 0 ? recorded(change) : undefined;
};
