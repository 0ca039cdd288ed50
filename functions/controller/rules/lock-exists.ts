import { type Change, inEpisode, openEpisode, set, tellOnce, verdict } from "../change";
import type { Settings } from "../environment";
import { type Observation, standbyServes } from "../observe";
import type { Rule } from "../rule";
import { followed } from "./following";
import { bringUp } from "./ignition";

/**
 * Rule 2. The lock exists: DNS stays on the standby, so the standby must serve. It is started if it is not running, people
 * are told if it does not serve, and the lock is never removed. A lock that cannot be read counts as one while the memory
 * says that it was written.
 */
export const lockExists: Rule = (o, settings, before) => {
  if (!isLocked(o, before)) return undefined;

  // A drill that somebody asked for meanwhile is over: it would stand in the way of the failback.
  const alone = before.to.order?.do === "drill" ? set(before, { order: undefined }) : before;
  const begun = committed(o, settings, alone);
  const ignition = bringUp(o, settings, followed(o, settings, begun));
  const change = primaryBack(o, unserved(o, settings, ignition.change));
  const { actions, settled } = ignition;
  if (actions.some((action) => action.do === "ignite")) return verdict(change, "wait", ...actions);
  return verdict(change, settled ? "rest" : "wait", ...actions);
};

function isLocked({ lock }: Observation, { to: { episode } }: Change): boolean {
  if (lock.kind === "present") return true;
  return lock.kind === "unknown" && episode?.committedAt !== undefined && episode.unlockedAt === undefined;
}

/** The record and the message of a commit come from the lock itself, whoever wrote it and whoever died after it. */
function committed(o: Observation, { workload }: Settings, before: Change): Change {
  const { lock, at, trigger } = o;
  const opening = { kind: "failover", startedAt: at, trigger } as const;
  const opened = openEpisode(before, opening, workload, "there is a failover lock");
  if (lock.kind !== "present") return opened;
  const { committedAt, unlockedAt, id } = opened.to.episode!;
  if (committedAt !== undefined && unlockedAt === undefined) return opened;
  const { writtenAt } = lock;
  const why = lock.lock?.why ?? "written by hand";
  const event = { at: writtenAt, what: `the failover lock is written: ${why}` };
  const change = inEpisode(opened, { committedAt: writtenAt, unlockedAt: undefined, primaryBackAt: undefined }, event);
  // Whoever failed over by hand has ended the maintenance.
  return tellOnce(set(change, { maintenance: undefined }), {
    about: "committed",
    key: `${id}/committed/${writtenAt}`,
    why,
    users: o.nameServers.says,
  });
}

/**
 * Users are held at a standby that does not answer: that is worth a message the first time that two looks see it, and for
 * one that has not served yet once its promised time is over.
 */
function unserved(o: Observation, { promisedRecoverySeconds }: Settings, change: Change): Change {
  const { at, standby, lock } = o;
  if (lock.kind !== "present" || standby.state === "unknown") return change;
  const { id, servingAt, notServingSince, committedAt } = change.to.episode!;
  if (standbyServes(o))
    return notServingSince === undefined ? change : inEpisode(change, { notServingSince: undefined });
  if (servingAt === undefined) {
    const lastedMs = at - committedAt!;
    if (lastedMs <= promisedRecoverySeconds * 1_000) return change;
    const key = `${id}/late`;
    return standby.state === "running" && standby.answer.kind === "fails"
      ? tellOnce(change, { about: "standby fails users", key, failure: standby.answer })
      : tellOnce(change, { about: "standby late", key, lastedMs, power: standby.state });
  }
  if (standby.state !== "running" || standby.answer.kind === "serves") return change;
  if (notServingSince === undefined) return inEpisode(change, { notServingSince: at });
  const key = `${id}/not serving/${notServingSince}`;
  return tellOnce(change, { about: "standby fails users", key, failure: standby.answer });
}

/**
 * Milliseconds in which Route 53 must have seen the lock and turned every name server: its check asks every 10 s, and a
 * minute is what the checks and their aggregation take at the most.
 */
const SEEN_WITHIN_MS = 2 * 60_000;

/** Said once: users stay, and the way back is a command. A lock that an operator wrote over a living primary says so itself. */
function primaryBack({ ownProbes, nameServers, lock, at }: Observation, change: Change): Change {
  const { id, witness, committedAt } = change.to.episode!;
  if (lock.kind !== "present") return change;
  if (nameServers.says === "up") {
    // Route 53's checkers cannot read the lock, or its check is disabled: users are not held at all.
    if (at - committedAt! <= SEEN_WITHIN_MS) return change;
    return tellOnce(change, { about: "lock without effect", key: `${id}/without effect` });
  }
  if (ownProbes.says !== "up" || witness === undefined) return change;
  return tellOnce(change, { about: "primary back, users stay", key: `${id}/primary back` });
}
