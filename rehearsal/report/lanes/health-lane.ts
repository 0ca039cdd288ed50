import type { Change } from "../../world/track";
import type { Lane, Moment } from "../report";
import type { Witnessed } from "../witnessed";
import { spansOf } from "./spans";

/** Route 53's check of the primary as bars; what its other checks turn to, as moments. */
export function healthLane(witnessed: Witnessed): Lane {
  const { healthChanges, endpointCheckId, endpointIsHealthy, checkNames, begunAt, endedAt } = witnessed;
  const own = healthChanges.filter(({ id }) => id === endpointCheckId);
  // Each change is to the other state; before the first it was the opposite, and why was not seen.
  const first = { healthy: own[0] ? !own[0].healthy : endpointIsHealthy, why: "" };
  const changes: Change<{ readonly healthy: boolean; readonly why: string }>[] = [
    { at: begunAt, value: first },
    ...own.map(({ at, healthy, reason }) => ({ at, value: { healthy, why: `: ${reason}` } })),
  ];
  const spans = spansOf(changes, witnessed, ({ healthy, why }) => ({
    tone: healthy ? "good" : "bad",
    label: healthy ? "healthy" : "unhealthy",
    text: `Route 53's check of the primary is ${healthy ? "healthy" : "unhealthy"}${why}.`,
  }));
  const moments = healthChanges
    .filter(({ id, at }) => id !== endpointCheckId && at >= begunAt && at <= endedAt)
    .map(({ id, healthy, reason, at }): Moment => {
      const name = checkNames.get(id) ?? `check ${id}`;
      const state = healthy ? "healthy" : "unhealthy";
      return {
        at,
        tone: healthy ? "good" : "saved",
        label: `${name}: ${state}`,
        text: `${name} is ${state}: ${reason}.`,
      };
    });
  return { name: "health checks", spans, moments };
}
