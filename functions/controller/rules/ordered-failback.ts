import type { Order } from "../../../contract/order";
import type { Verdict } from "../action";
import { type Change, inEpisode, openEpisode, set, tellOnce, verdict } from "../change";
import type { Settings } from "../environment";
import { lockBy } from "../lock-text";
import { type Observation, sayDown, seesPrimary } from "../observe";
import { describeFailure } from "../probe";
import type { Rule } from "../rule";
import { isDrained } from "./drained";
import { ended, stopStandby, withWantedType } from "./ending";
import { givenUp } from "./given-up";

/** Good answers in a row before users are sent back: ten seconds at one look every two. */
const GOOD_ANSWERS = 5;
/** Milliseconds in which every name server must answer the primary again (design section 4). */
const TURN_WITHIN_MS = 3 * 60_000;

type Failback = Extract<Order, { do: "failback" }>;

/**
 * An operator's `failback`: the primary answers several times in a row → the lock goes → every name server answers the
 * primary → two TTLs → the standby is stopped. Each step is remembered before it is done, so that the next tick goes on
 * where an invocation ended. If DNS does not turn, the lock is written again and nothing is stopped.
 */
export const orderedFailback: Rule = (o, settings, before) => {
  const { order } = before.to;
  if (order?.do !== "failback") return undefined;
  const opening = { kind: "failover", startedAt: o.at, trigger: "an operator's failback" } as const;
  const change = openEpisode(before, opening, settings.workload, `an operator asks for a failback: ${order.reason}`);
  switch (order.phase.name) {
    case "proving":
      return proving(o, settings, change, order);
    case "turning":
      return turning(o, change, order, order.phase.since);
    case "locking":
      return locking(o, settings, change, order, order.phase.why);
    case "draining":
      return draining(o, settings, change, order, order.phase.since);
    case "stopping":
      return stopping(o, settings, change, order);
  }
};

function proving(o: Observation, settings: Settings, change: Change, order: Failback): Verdict {
  const { ownProbes, lock, at } = o;
  const old = givenUp(change, order, o, settings);
  if (old) return old;
  if (lock.kind === "unknown") return verdict(change, "wait");
  const proven = order.force || (ownProbes.says === "up" && ownProbes.inARow >= GOOD_ANSWERS);
  if (proven || lock.kind === "absent") {
    const what = order.force ? "an operator says that the primary serves" : "the primary answers";
    const next = inEpisode(
      inPhase(change, order, { name: "turning", since: at }),
      {},
      { at, what: `${what}: failing back` },
    );
    return verdict(next, "wait", { do: "unlock" });
  }
  if (ownProbes.says === "up") return verdict(change, "wait");
  const why = describeFailure(ownProbes.failure);
  const given = inEpisode(set(change, { order: undefined }), {}, { at, what: `no failback: ${why}` });
  const key = `${change.to.episode!.id}/no failback/${order.id}`;
  return verdict(tellOnce(given, { about: "no failback", key, why }), "rest");
}

function turning(o: Observation, before: Change, order: Failback, since: number): Verdict {
  const { lock, nameServers, ownProbes, at } = o;
  if (lock.kind === "present") {
    // The invocation before ended between the claim and the deed, or S3 refused it.
    return at - since > TURN_WITHIN_MS
      ? locked(before, order, "the lock could not be removed", at)
      : verdict(before, "wait", { do: "unlock" });
  }
  const isUnlocked = before.to.episode!.unlockedAt !== undefined;
  const change =
    isUnlocked || lock.kind === "unknown"
      ? before
      : inEpisode(before, { unlockedAt: at }, { at, what: "the failover lock is gone" });
  if (allTurned(o)) return returned(change, order, at);
  if (ownProbes.says === "down" && !order.force)
    return locked(change, order, `the primary stopped answering: ${describeFailure(ownProbes.failure)}`, at);
  if (at - since > TURN_WITHIN_MS) {
    const { primary, standby, other, silent } = nameServers.answers;
    const why = `after ${TURN_WITHIN_MS / 1_000} s ${primary} name servers answered the primary, ${standby} the standby, ${other} something else, ${silent} nothing`;
    return locked(change, order, why, at);
  }
  return verdict(change, "wait");
}

function allTurned({ nameServers: { answers } }: Observation): boolean {
  const { primary, standby, other, silent } = answers;
  return primary > 0 && standby + other + silent === 0;
}

function returned(change: Change, order: Failback, at: number): Verdict {
  const turned = inPhase(change, order, { name: "draining", since: at });
  return verdict(inEpisode(turned, { returnedAt: at }, { at, what: "every name server answers the primary" }), "wait");
}

/** Back to the standby, which still runs. */
function locked(change: Change, order: Failback, why: string, at: number): Verdict {
  const next = inEpisode(
    inPhase(change, order, { name: "locking", why }),
    {},
    { at, what: `the failback failed: ${why}` },
  );
  return verdict(next, "look again");
}

function locking(o: Observation, settings: Settings, change: Change, order: Failback, why: string): Verdict {
  const { lock, at } = o;
  // Users have arrived at the primary after all, perhaps hours ago: the word by which they would be moved again is old.
  if (lock.kind === "absent" && allTurned(o) && o.ownProbes.says !== "down") return returned(change, order, at);
  if (lock.kind !== "present") {
    const renewed = lockBy("controller", `a failback failed: ${why}`, o, change, settings);
    return verdict(change, "wait", { do: "commit", lock: renewed, by: "operator" });
  }
  const relocked = inEpisode(set(change, { order: undefined }), { returnedAt: undefined, unlockedAt: undefined });
  const key = `${change.to.episode!.id}/failback failed/${at}`;
  return verdict(tellOnce(relocked, { about: "failback failed", key, why }), "look again");
}

function draining(o: Observation, settings: Settings, change: Change, order: Failback, since: number): Verdict {
  const { lock, at } = o;
  const interrupted = interruptedBy(o, order);
  if (interrupted) return dropped(change, interrupted, at);
  if (lock.kind === "absent" && isDrained(since, at, settings))
    return verdict(inPhase(change, order, { name: "stopping" }), "look again");
  return verdict(change, "wait");
}

function stopping(o: Observation, settings: Settings, change: Change, order: Failback): Verdict {
  const { standby, lock, at } = o;
  const interrupted = interruptedBy(o, order);
  if (interrupted) return dropped(change, interrupted, at);
  const { id } = change.to.episode!;
  const isStopped = standby.state === "stopped" || standby.state === "terminated";
  // A primary that only Route 53 can reach: without both witnesses nothing is stopped.
  const isLeft = order.force && o.ownProbes.says !== "up";
  if (isStopped || isLeft) {
    const retyping = isStopped ? withWantedType(o, settings, change) : undefined;
    if (retyping) return retyping;
    const done = set(change, { order: undefined });
    const alert = { about: "failed back", key: `${id}~failed back`, standbyRuns: isLeft } as const;
    return verdict(ended(done, at, "failed back", alert), "look again");
  }
  if (lock.kind !== "absent" || !seesPrimary(o) || standby.state !== "running") return verdict(change, "wait");
  return stopStandby(change, at);
}

/** What happens to the primary, or to the lock, after users have gone back. */
function interruptedBy({ lock, ownProbes, nameServers }: Observation, { force }: Failback): string | undefined {
  if (lock.kind === "present") return "somebody has written the lock again";
  if (ownProbes.says === "down" && !force) return "the primary stopped answering";
  return sayDown(nameServers) ? "the name servers turned to the standby again" : undefined;
}

/** The other rules take over from here, with the standby still running. */
function dropped(change: Change, why: string, at: number): Verdict {
  const next = inEpisode(
    set(change, { order: undefined }),
    {
      committedAt: undefined,
      effectiveAt: undefined,
      turnedAt: undefined,
      unlockedAt: undefined,
      returnedAt: undefined,
    },
    { at, what: `the failback is over: ${why}` },
  );
  return verdict(next, "look again");
}

const inPhase = (change: Change, order: Failback, phase: Failback["phase"]) =>
  set(change, { order: { ...order, phase } });
