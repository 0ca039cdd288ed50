import type { Episode } from "../../../contract/episode";
import { type Change, openEpisode, set, tellOnce, verdict } from "../change";
import type { Settings } from "../environment";
import { lockBy } from "../lock-text";
import { type Observation, primaryIsGone, sayDown } from "../observe";
import { describeFailure } from "../probe";
import type { Rule } from "../rule";
import { followed } from "./following";
import { bringUp } from "./ignition";

/**
 * Milliseconds for which an invocation stays beside a standby that serves, waiting for the second witness. After that
 * the witnesses differ for good (a broken path, blocked checkers), and the ticks look often enough.
 */
const PATIENCE_MS = 5 * 60_000;

/** Rule 3. Ignite early: one witness is enough. Commit late: only when both say so and the standby serves. */
export const primaryIsDown: Rule = (o, settings, before) => {
  const witness = witnessOf(o);
  if (witness === undefined) return undefined;

  const begun = begin(o, settings, before, witness);
  const ignition = bringUp(o, settings, followed(o, settings, begun));
  const { actions, serves, settled, isHindered } = ignition;
  const change = isHindered ? ignition.change : told(o, settings, ignition.change, witness);

  if (serves && primaryIsGone(o) && o.lock.kind === "absent" && settings.failback === "manual") {
    // Recorded and told by the next look, which sees the lock: whoever dies here has forgotten nothing.
    const lock = lockBy(
      "controller",
      "both witnesses have the primary gone, and the standby serves",
      o,
      change,
      settings,
    );
    return verdict(change, "wait", { do: "commit", lock, by: "witnesses" }, ...actions);
  }
  const { servingAt } = change.to.episode!;
  const awaitsWitness =
    serves && settings.failback === "manual" && servingAt !== undefined && o.at - servingAt < PATIENCE_MS;
  if (actions.some((action) => action.do === "ignite")) return verdict(change, pauseBeforeNextTry(o), ...actions);
  return verdict(change, settled && !awaitsWitness ? "rest" : "wait", ...actions);
};

const pauseBeforeNextTry = ({ attempts: { start } }: Observation) => (start.kind === "refused" ? "wait" : "look again");

function witnessOf({ ownProbes, nameServers }: Observation): Episode["witness"] {
  if (ownProbes.says === "down") return sayDown(nameServers) ? "both" : "own probes";
  return sayDown(nameServers) ? "name servers" : undefined;
}

/** The record begins at the first sign of trouble that this invocation saw. A drill that was under way is over. */
function begin(o: Observation, { workload }: Settings, before: Change, witness: Episode["witness"]): Change {
  const { at, ownProbes, trigger } = o;
  const since = ownProbes.says === "up" ? undefined : ownProbes.since;
  const startedAt = Math.min(at, since ?? at);
  const opening = {
    kind: "failover",
    startedAt,
    trigger,
    witness,
    ...(since === undefined ? {} : { firstFailedProbeAt: since }),
  } as const;
  const begun = openEpisode(before, opening, workload, `the primary is down (${witness})`);
  return begun.to.order?.do === "drill" ? set(begun, { order: undefined }) : begun;
}

function told(o: Observation, settings: Settings, before: Change, witness: Episode["witness"]): Change {
  const { at, attempts, standby, ownProbes, nameServers } = o;
  const { start } = attempts;
  // The start comes first: what it was worth is told by the next look.
  if (start.kind === "none" && (standby.state === "stopped" || standby.state === "unknown")) return before;
  const episode = before.to.episode!;
  let change = before;
  if (start.kind !== "refused") {
    change = tellOnce(change, {
      about: "igniting",
      key: `${episode.id}/igniting`,
      witness: witness!,
      users: nameServers.says,
      started: start.kind === "accepted",
      ...(ownProbes.says === "up" ? {} : { primaryFailure: describeFailure(ownProbes.failure) }),
    });
  }
  const lastedMs = at - episode.startedAt;
  if (episode.servingAt !== undefined) {
    const key = `${episode.id}/serving/${episode.startedInstanceAt ?? "already running"}`;
    return tellOnce(change, { about: "standby serves", key, lastedMs, users: nameServers.says });
  }
  if (lastedMs <= settings.promisedRecoverySeconds * 1_000) return change;
  return tellOnce(change, { about: "standby late", key: `${episode.id}/late`, lastedMs, power: standby.state });
}
