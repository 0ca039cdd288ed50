import { set, tellOnce, verdict } from "../change";
import { seesPrimary } from "../observe";
import type { Rule } from "../rule";
import { awaitsFirstStop, proveNewStandby } from "./first-proof";

/** A first boot of twenty minutes is not a disaster; after half an hour somebody should look. */
const ARMING_PATIENCE_MS = 30 * 60_000;
const NOT_ARMED_KEY = "not-armed";

/**
 * Rule 0. Armed by a good answer: until both witnesses have seen the primary, the controller ignites nothing.
 *
 * The first stop waits until the name servers answer the primary. While they answer the standby (Route 53 turns to it
 * when a first boot takes long), stopping it would take the domain's only server away.
 */
export const notArmed: Rule = (o, settings, before) => {
  if (before.to.armedAt !== undefined) return undefined;
  const { at, nameServers, ownProbes, standby, lock } = o;

  let change = proveNewStandby(o, settings, before);
  const waitedMs = at - change.to.firstSeenAt;
  if (seesPrimary(o)) {
    change = set(change, { armedAt: at });
    if (change.to.told.includes(NOT_ARMED_KEY)) change = tellOnce(change, { about: "armed after all", key: "armed" });
  } else if (waitedMs > ARMING_PATIENCE_MS) {
    change = tellOnce(change, {
      about: "not armed",
      key: NOT_ARMED_KEY,
      waitedMs,
      primaryAnswers: ownProbes.says === "up",
      users: nameServers.says,
      power: standby.state,
    });
  }

  if (change !== before || change.from === undefined) return verdict(change, "look again");
  const stop = nameServers.says === "up" && lock.kind === "absent" && awaitsFirstStop(o, settings, change);
  return { actions: stop ? [{ do: "stop" }] : [], next: "rest" };
};
