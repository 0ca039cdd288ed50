import type { Outcome } from "../../../contract/episode";
import type { Verdict } from "../action";
import type { Alert } from "../alert";
import { type Change, inEpisode, set, tellOnce, verdict } from "../change";
import type { Settings } from "../environment";
import type { Observation } from "../observe";

/** Ends the open episode: its messages are forgotten, and its document is due. */
export function ended(before: Change, at: number, outcome: Outcome, alert: Alert): Change {
  const change = inEpisode(before, { endedAt: at, outcome }, { at, what: outcome });
  const episode = change.to.episode!;
  const told = change.to.told.filter((key) => !key.startsWith(`${episode.id}/`));
  const finished = [...(change.to.finished ?? []), episode];
  return tellOnce(set(change, { episode: undefined, told, finished }), alert);
}

/** Stops the standby, and says so in the record the first time. */
export function stopStandby(change: Change, at: number, what?: string): Verdict {
  const isNew = change.to.episode?.stoodDownAt === undefined;
  const said = isNew ? inEpisode(change, { stoodDownAt: at }, what === undefined ? undefined : { at, what }) : change;
  return verdict(said, "wait", { do: "stop" });
}

/** A standby that runs as another type than wanted waits as the wanted one. */
export function withWantedType({ standby }: Observation, settings: Settings, change: Change): Verdict | undefined {
  const wanted = settings.standby.instanceType;
  if (settings.fallbackInstanceTypes.length === 0 || standby.state !== "stopped" || standby.type === wanted)
    return undefined;
  return verdict(change, "look again", { do: "change type", type: wanted });
}

/** Writes the documents of what has ended, and then forgets it. */
export function recorded(change: Change): Verdict | undefined {
  const [oldest, ...others] = change.to.finished ?? [];
  if (oldest === undefined) return undefined;
  const { actions } = verdict(set(change, { finished: others.length > 0 ? others : undefined }), "look again");
  return { actions: [{ do: "record", episode: oldest }, ...actions], next: "look again" };
}
