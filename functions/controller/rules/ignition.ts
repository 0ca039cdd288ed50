import type { Episode } from "../../../contract/episode";
import type { Action } from "../action";
import type { Alert } from "../alert";
import { type Change, inEpisode, set, tellOnce } from "../change";
import type { Settings } from "../environment";
import { type Observation, standbyServes } from "../observe";

/**
 * How long DescribeInstances may go on saying `stopped` after StartInstances was accepted (EC2 is eventually
 * consistent), in milliseconds. A 200 from StartInstances is not success: after that a stopped instance has died.
 */
export const START_SETTLES_MS = 15_000;

/**
 * StartInstances answers these for a moment only: the instance is still stopping, too many calls, EC2's own trouble. The
 * SDK has tried three times with a back-off of its own; the next look tries again.
 */
const FOR_A_MOMENT: ReadonlySet<string> = new Set([
  "IncorrectInstanceState",
  "RequestLimitExceeded",
  "Throttling",
  "ThrottlingException",
  "InternalError",
  "InternalFailure",
  "ServiceUnavailable",
  "Unavailable",
  "TimeoutError",
]);

/** What comes of bringing the standby up, at one look. */
export interface Ignition {
  readonly change: Change;
  readonly actions: Action[];
  readonly serves: boolean;
  /** Something is in its way, and people are told of that instead. */
  readonly isHindered: boolean;
  /** Nothing more can be done for it now: it serves, or only the next tick may try again. */
  readonly settled: boolean;
}

/** Brings the standby up, records how that goes, and tells people what is in its way. The episode is open in `change`. */
export function bringUp(o: Observation, settings: Settings, before: Change): Ignition {
  const { standby, attempts, at } = o;
  const { start } = attempts;
  const ours = claimed(neededAgain(o, before), settings, at);
  const failure = failureOf(o, ours.to.episode!);
  const change = failure ? failed(o, ours, failure) : progressed(o, settings, ours);
  const reports: Action[] = failure ? [{ do: "report", failure: failure.text }] : [];
  const serves = standbyServes(o);
  const ignition = { serves, change, actions: reports, isHindered: failure !== undefined };
  if (serves) return { ...ignition, settled: true };
  if (standby.state !== "stopped" && standby.state !== "unknown")
    return { ...ignition, settled: failure?.about === "standby terminated" };

  // An instance that cannot be described is started all the same: StartInstances does nothing to a running one.
  switch (start.kind) {
    case "none": {
      // From now on it is the controller's to stop, even if this invocation dies before it has recorded the start.
      const claim = ours.to.episode!.ignitedAt === undefined ? inEpisode(change, { ignitedAt: at }) : change;
      return { ...ignition, change: claim, actions: [{ do: "ignite" }, ...reports], settled: false };
    }
    case "accepted":
      return { ...ignition, settled: failure !== undefined };
    case "refused": {
      if (FOR_A_MOMENT.has(start.code)) return { ...ignition, actions: [{ do: "ignite" }, ...reports], settled: false };
      const type = nextType(o, settings);
      if (type === undefined) return { ...ignition, settled: true };
      const event = { at, what: `${start.code}: trying instance type ${type}` };
      return {
        ...ignition,
        change: inEpisode(change, {}, event),
        actions: [{ do: "change type", type }, { do: "ignite" }, ...reports],
        settled: false,
      };
    }
  }
}

/** The wanted type and its stand-ins, but for those that EC2 could not give a moment ago. */
function nextType({ standby, attempts }: Observation, { standby: { instanceType }, fallbackInstanceTypes }: Settings) {
  if (attempts.withoutCapacity.length === 0 || standby.state !== "stopped") return undefined;
  if (fallbackInstanceTypes.length === 0) return undefined;
  return [instanceType, ...fallbackInstanceTypes].find((type) => !attempts.withoutCapacity.includes(type));
}

/**
 * What does not run does not serve any more; a standby that was stood down, and is needed again, has not died; and where
 * it is needed, no grace period goes on.
 */
function neededAgain({ standby, at }: Observation, before: Change): Change {
  const { stoodDownAt, servingAt, primaryBackAt } = before.to.episode!;
  const needed = primaryBackAt === undefined ? before : inEpisode(before, { primaryBackAt: undefined });
  const change =
    stoodDownAt === undefined
      ? needed
      : inEpisode(needed, { stoodDownAt: undefined, startedInstanceAt: undefined }, { at, what: "needed again" });
  const mayServe = standby.state === "running" || standby.state === "unknown";
  return mayServe || servingAt === undefined ? change : inEpisode(change, { servingAt: undefined });
}

/** A new standby that Terraform started and that waits for its first stop is needed now: it becomes the episode's. */
function claimed(change: Change, { standby: { instanceId } }: Settings, at: number): Change {
  const { provenStandby, unproven, episode } = change.to;
  if (unproven?.instanceId !== instanceId || provenStandby !== instanceId) return change;
  return inEpisode(set(change, { unproven: undefined }), episode!.ignitedAt === undefined ? { ignitedAt: at } : {});
}

/** Why the standby cannot come up by itself. `text` is for the record and the dead-letter queue. */
type Failure = { text: string } & (
  | { about: "standby terminated"; reason: string }
  | { about: "standby died"; reason: string }
  | { about: "start refused"; code: string; message: string }
);

function failureOf({ at, standby, attempts: { start } }: Observation, episode: Episode): Failure | undefined {
  if (standby.state === "shutting-down" || standby.state === "terminated") {
    const { state, reason } = standby;
    return { about: "standby terminated", reason, text: `The standby's instance is ${state}: ${reason}` };
  }
  if (start.kind === "refused" && !FOR_A_MOMENT.has(start.code)) {
    const { code, message } = start;
    return { about: "start refused", code, message, text: `StartInstances was refused: ${code}: ${message}` };
  }
  const startedAt = start.kind === "accepted" ? start.at : episode.startedInstanceAt;
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
function failed({ at }: Observation, change: Change, { text, ...failure }: Failure): Change {
  const episode = change.to.episode!;
  const alert: Alert = {
    ...failure,
    kind: episode.kind,
    key: `${episode.id}/${failure.about}/${failure.about === "start refused" ? failure.code : failure.reason}`,
  };
  if (change.to.told.includes(alert.key)) return change;
  // Should it serve again later, that is news.
  return tellOnce(inEpisode(change, { servingAt: undefined }, { at, what: text }), alert);
}

function progressed(o: Observation, settings: Settings, before: Change): Change {
  const { at, standby, attempts } = o;
  const { start } = attempts;
  let change = before;
  const episode = () => change.to.episode!;
  // Of two invocations at once, the one that found the instance stopped has started it, and the other may be the one that
  // holds the lease and writes the record.
  const isStarted =
    start.kind === "accepted" &&
    (start.from === "stopped" ||
      (start.from === "pending" && start.at - (episode().startedInstanceAt ?? 0) > START_SETTLES_MS));
  if (isStarted && episode().startedInstanceAt !== start.at) {
    const { ignitedAt = start.at } = episode();
    const event = { at: start.at, what: "StartInstances was accepted" };
    change = inEpisode(change, { startedInstanceAt: start.at, ignitedAt }, event);
  }
  if (standby.state !== "running") return change;
  if (episode().runningAt === undefined)
    change = inEpisode(change, { runningAt: at }, { at, what: "the standby's instance runs" });
  if (standby.answer.kind !== "serves" || episode().servingAt !== undefined) return change;
  change = inEpisode(change, { servingAt: at }, { at, what: "the standby serves" });
  change = set(change, { provenStandby: settings.standby.instanceId, unproven: undefined });
  const { type } = standby;
  const { instanceType } = settings.standby;
  if (type === instanceType) return change;
  return tellOnce(change, { about: "another type", key: `${episode().id}/type/${type}`, type, wanted: instanceType });
}
