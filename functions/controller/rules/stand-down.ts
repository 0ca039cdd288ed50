import { type Change, inEpisode, tellOnce, verdict } from "../change";
import { type Observation, seesPrimary } from "../observe";
import type { Rule } from "../rule";
import { isDrained } from "./drained";
import { ended, stopStandby, withWantedType } from "./ending";
import { followed } from "./following";
import { toldStray } from "./stray-standby";

/**
 * Rule 4. Both witnesses see the primary, and an episode is open: after the grace period, and once
 * no resolver knows the standby any more, a standby that the controller ignited is stopped, and the episode ends. One that somebody else started keeps running.
 */
export const standDown: Rule = (o, settings, before) => {
  if (before.to.episode === undefined) return undefined;
  const { at, standby, lock } = o;
  if (!seesPrimary(o) || lock.kind !== "absent") return { actions: [], next: "rest" };

  const change = followed(o, settings, removedByHand(o, before));
  const { primaryBackAt, ignitedAt, id, kind, startedAt } = change.to.episode!;
  if (primaryBackAt === undefined)
    return verdict(inEpisode(change, { primaryBackAt: at }, { at, what: "both witnesses see the primary" }), "rest");
  // Resolvers may have been sent to the standby until now, and keep that longer than the grace period lasts.
  const isInUse = at - primaryBackAt < settings.graceSeconds * 1_000 || !isDrained(primaryBackAt, at, settings);
  if (isInUse) return verdict(change, "rest");

  const isUp = standby.state === "running" || standby.state === "pending" || standby.state === "stopping";
  if (ignitedAt !== undefined && (isUp || standby.state === "unknown")) {
    if (standby.state !== "running") return verdict(change, "rest");
    return stopStandby(change, at, "standing down");
  }
  const retyping = withWantedType(o, settings, change);
  if (retyping) return retyping;
  const outcome = kind === "maintenance" ? "maintenance ended" : "the primary recovered by itself";
  const alert = {
    about: "stood down",
    key: `${id}~stood down`,
    kind,
    lastedMs: at - startedAt,
    standbyRuns: isUp,
  } as const;
  const over = ended(change, at, outcome, alert);
  return verdict(isUp ? toldStray(over, at) : over, "look again");
};

/** The lock of a committed failover is gone, and no failback of ours took it. */
function removedByHand({ at }: Observation, change: Change): Change {
  const { committedAt, unlockedAt, id } = change.to.episode!;
  if (committedAt === undefined || unlockedAt !== undefined) return change;
  const removed = inEpisode(change, { unlockedAt: at }, { at, what: "the failover lock was removed by hand" });
  return tellOnce(removed, { about: "lock removed by hand", key: `${id}/removed/${committedAt}` });
}
