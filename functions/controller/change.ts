import type { Episode, Memory } from "../../contract/memory";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Alert } from "./alert";
import type { MemoryView } from "./memory-store";
import type { Action } from "./rule";

/** A memory in the making: what it was, what it becomes, and what people are told once that is written. Immutable. */
export interface Change {
  readonly from: Memory | undefined;
  readonly to: Memory;
  readonly tell: readonly Alert[];
}

/** The memory before any change, or a new one where there is none yet. */
export function unchanged(view: Exclude<MemoryView, { kind: "unknown" }>, at: number): Change {
  if (view.kind === "known") return { from: view.memory, to: view.memory, tell: [] };
  return { from: undefined, to: { version: CONTRACT_VERSION, firstSeenAt: at, told: [] }, tell: [] };
}

export function set(change: Change, parts: Partial<Memory>): Change {
  return { ...change, to: { ...change.to, ...parts, version: CONTRACT_VERSION } };
}

/** Tells people, unless they have been told under this key. */
export function tellOnce(change: Change, alert: Alert): Change {
  if (change.to.told.includes(alert.key)) return change;
  return { ...set(change, { told: [...change.to.told, alert.key] }), tell: [...change.tell, alert] };
}

/** The change as an action; none where nothing changed. */
export function remembering({ from, to, tell }: Change): Action[] {
  return from === to ? [] : [{ do: "remember", memory: to, tell: [...tell] }];
}

/** A copy of the episode in which something more has happened. */
export function happened(episode: Episode, at: number, what: string, parts: Partial<Episode> = {}): Episode {
  return { ...episode, ...parts, events: [...episode.events, { at, what }] };
}
