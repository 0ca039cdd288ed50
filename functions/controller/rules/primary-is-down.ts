import type { Episode } from "../../../contract/memory";
import { type Change, happened, remembering, set, tellOnce, unchanged } from "../change";
import type { Settings } from "../environment";
import { type Observation, type StartAttempt, sayDown } from "../observe";
import { describeFailure } from "../probe";
import type { Rule } from "../rule";

/**
 * How long DescribeInstances may go on saying `stopped` after StartInstances was accepted (EC2 is eventually
 * consistent), in milliseconds. A 200 from StartInstances is not success: after that a stopped instance has died.
 */
export const START_SETTLES_MS = 15_000;

/** StartInstances answers this while the instance is still stopping; a later look starts it. */
const STILL_STOPPING = "IncorrectInstanceState";

/** Rule 3. Ignite early: one witness is enough, and starting comes before everything that could delay it. */
export const primaryIsDown: Rule = (observation, settings) => {
  const { memory, at, standby, start } = observation;
  const witness = witnessOf(observation);
  if (memory.kind === "unknown" || witness === undefined) return undefined;

  const before = unchanged(memory, at);
  const failure = failureOf(observation, before.to.episode);
  const reports = failure === undefined ? [] : [{ do: "report", failure: failure.text } as const];
  const change = failure
    ? failed(observation, settings, before, witness, failure)
    : advanced(observation, settings, before, witness);

  // An instance that cannot be described is started all the same: StartInstances does nothing to a running one.
  if (start.kind === "none" && (standby.state === "stopped" || standby.state === "unknown")) {
    return { actions: [{ do: "ignite" }, ...remembering(change), ...reports], next: "look again" };
  }
  if (change.from !== change.to) return { actions: [...remembering(change), ...reports], next: "look again" };
  const settled = failure !== undefined || start.kind === "refused" || change.to.episode?.servingAt !== undefined;
  return { actions: reports, next: settled ? "rest" : "wait" };
};

function witnessOf({ ownProbes, nameServers }: Observation): Episode["witness"] | undefined {
  if (ownProbes.says === "down") return sayDown(nameServers) ? "both" : "own probes";
  return sayDown(nameServers) ? "name servers" : undefined;
}

/** The record begins at the first sign of trouble that this invocation saw, which is before the start it led to. */
function open({ at, ownProbes, start }: Observation, { workload }: Settings, witness: Episode["witness"]): Episode {
  const startedAt = Math.min(at, ownProbes.says === "up" ? at : ownProbes.since, start.kind === "none" ? at : start.at);
  const events = [{ at: startedAt, what: `the primary is down (${witness})` }];
  return { id: `${workload}/${new Date(startedAt).toISOString()}`, startedAt, witness, events };
}

/** Why the standby cannot come up by itself. `text` is for the record and the dead-letter queue. */
type Failure = { text: string } & (
  | { about: "standby terminated"; reason: string }
  | { about: "standby died"; reason: string }
  | { about: "start refused"; code: string; message: string }
);

function failureOf({ at, standby, start }: Observation, episode: Episode | undefined): Failure | undefined {
  if (standby.state === "shutting-down" || standby.state === "terminated") {
    const { state, reason } = standby;
    return { about: "standby terminated", reason, text: `The standby's instance is ${state}: ${reason}` };
  }
  if (start.kind === "refused" && start.code !== STILL_STOPPING) {
    const { code, message } = start;
    return { about: "start refused", code, message, text: `StartInstances was refused: ${code}: ${message}` };
  }
  const startedAt = start.kind === "accepted" ? start.at : episode?.ignitedAt;
  if (standby.state === "stopped" && startedAt !== undefined && at - startedAt > START_SETTLES_MS) {
    const { reason } = standby;
    return {
      about: "standby died",
      reason,
      text: `The standby's instance stopped after a successful start: ${reason}`,
    };
  }
  return undefined;
}

/** Records and tells a failure once an episode, however often the next looks meet it. */
function failed(
  o: Observation,
  settings: Settings,
  before: Change,
  witness: Episode["witness"],
  failure: Failure,
): Change {
  const episode = before.to.episode ?? open(o, settings, witness);
  const { text, ...alert } = failure;
  const key = `${episode.id}/${failure.about}/${failure.about === "start refused" ? failure.code : failure.reason}`;
  if (before.to.told.includes(key)) return before;
  // Should it serve again later, that is news.
  const change = set(before, { episode: happened(episode, o.at, text, { servingAt: undefined }) });
  return tellOnce(change, { ...alert, key });
}

/** Brings the episode's record up to what is seen, and tells people what they have not been told. */
function advanced(o: Observation, settings: Settings, before: Change, witness: Episode["witness"]): Change {
  const { at, standby, start, ownProbes, nameServers } = o;
  // The start comes first: what it was worth is recorded by the next look.
  if (start.kind === "none" && (standby.state === "stopped" || standby.state === "unknown")) return before;

  let episode = withStart(before.to.episode ?? open(o, settings, witness), start);
  let change = episode === before.to.episode ? before : set(before, { episode });
  if (start.kind !== "refused") {
    change = tellOnce(change, {
      about: "igniting",
      key: `${episode.id}/igniting`,
      witness,
      users: nameServers.says,
      started: start.kind === "accepted",
      ...(ownProbes.says === "up" ? {} : { primaryFailure: describeFailure(ownProbes.failure) }),
    });
  }
  const { instanceId } = settings.standby;
  // It is needed now: a first stop that was still to come is off.
  if (change.to.provenStandby === instanceId && change.to.unproven) change = set(change, { unproven: undefined });

  if (episode.servingAt !== undefined) return change;
  const lastedMs = at - episode.startedAt;
  if (standby.state === "running" && standby.answer.kind === "serves") {
    episode = happened(episode, at, "the standby serves", { servingAt: at });
    change = set(change, { episode, provenStandby: instanceId, unproven: undefined });
    const key = `${episode.id}/serving/${episode.ignitedAt ?? "already running"}`;
    return tellOnce(change, { about: "standby serves", key, lastedMs, users: nameServers.says });
  }
  if (lastedMs <= settings.promisedRecoverySeconds * 1_000) return change;
  return tellOnce(change, { about: "standby late", key: `${episode.id}/late`, lastedMs, power: standby.state });
}

/** Of two invocations at once, the one that found the instance stopped has started it. */
function withStart(episode: Episode, start: StartAttempt): Episode {
  if (start.kind !== "accepted" || episode.ignitedAt === start.at) return episode;
  if (episode.ignitedAt === undefined) {
    return happened(episode, start.at, "StartInstances was accepted", { ignitedAt: start.at });
  }
  return start.from === "stopped" ? { ...episode, ignitedAt: start.at } : episode;
}
