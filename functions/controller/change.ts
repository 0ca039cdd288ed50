import { type Episode, MAXIMUM_EVENTS } from "../../contract/episode";
import type { Memory } from "../../contract/memory";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Action, Next, Verdict } from "./action";
import type { Alert } from "./alert";
import type { Observation } from "./observe";

/** A memory in the making: what it was, what it becomes, and what people are told once that is written. Immutable. */
export interface Change {
  readonly from: Memory | undefined;
  readonly to: Memory;
  readonly tell: readonly Alert[];
}

/** Keys of messages are few an episode, and forgotten with it; this bounds what a memory without end could hold. */
const MAXIMUM_TOLD = 100;

/** The memory before any change, or a new one where there is none yet; undefined where it cannot be read. */
export function unchanged({ memory, at }: Pick<Observation, "memory" | "at">): Change | undefined {
  switch (memory.kind) {
    case "known":
      return { from: memory.value, to: memory.value, tell: [] };
    case "absent":
      return { from: undefined, to: { version: CONTRACT_VERSION, firstSeenAt: at, told: [] }, tell: [] };
    case "unknown":
      return undefined;
  }
}

export function set(change: Change, parts: Partial<Memory>): Change {
  return { ...change, to: { ...change.to, ...parts, version: CONTRACT_VERSION } };
}

/** Tells people, unless they have been told under this key. */
export function tellOnce(change: Change, alert: Alert): Change {
  if (change.to.told.includes(alert.key)) return change;
  return { ...asTold(change, alert.key), tell: [...change.tell, alert] };
}

/** As if people had been told under this key. */
export function asTold(change: Change, key: string): Change {
  return set(change, { told: [...change.to.told, key].slice(-MAXIMUM_TOLD) });
}

/** The change as an action; none where nothing changed. */
export function remembering({ from, to, tell }: Change): Action[] {
  return from === to ? [] : [{ do: "remember", memory: to, tell: [...tell] }];
}

/** The change and what follows it. Whoever has changed something looks again, to see the world with it. */
export function verdict(change: Change, next: Next, ...actions: Action[]): Verdict {
  const remembers = remembering(change);
  return { actions: [...remembers, ...actions], next: remembers.length > 0 && next === "rest" ? "look again" : next };
}

/** The open episode, with something changed and perhaps something told in its record. */
export function inEpisode(change: Change, parts: Partial<Episode>, event?: { at: number; what: string }): Change {
  const { episode } = change.to;
  if (episode === undefined) return change;
  return set(change, { episode: { ...episode, ...parts, ...(event ? { events: added(episode.events, event) } : {}) } });
}

/** The first event and the latest are kept. */
function added(events: Episode["events"], event: Episode["events"][number]): Episode["events"] {
  const all = [...events, event];
  return all.length > MAXIMUM_EVENTS ? [all[0]!, ...all.slice(2)] : all;
}

/** Begins an episode; one that is open goes on, as the kind that it has become. */
export function openEpisode(
  change: Change,
  opening: Pick<Episode, "kind" | "startedAt" | "trigger" | "witness" | "firstFailedProbeAt">,
  workload: string,
  what: string,
): Change {
  const { episode } = change.to;
  if (episode === undefined) {
    const { startedAt } = opening;
    const id = `${workload}/${new Date(startedAt).toISOString()}`;
    const events = [{ at: startedAt, what }];
    return set(change, { episode: { ...opening, version: CONTRACT_VERSION, id, events } });
  }
  if (episode.kind === opening.kind) return change;
  const { kind, witness, firstFailedProbeAt, startedAt } = opening;
  return inEpisode(change, { kind, witness, firstFailedProbeAt }, { at: startedAt, what });
}
