import type { Change } from "../../world/track";
import type { Lane, Moment } from "../report";
import type { DecidingCheck, Witnessed } from "../witnessed";
import { spansOf } from "./spans";

/** Route 53's check of the primary as bars; what the checks that decide with it turn to, as moments. */
export function healthLane(witnessed: Witnessed): Lane {
  const { healthChanges, endpointCheckId, endpointIsHealthy, decidingChecks, begunAt, endedAt } = witnessed;
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
    .filter(({ at }) => at >= begunAt && at <= endedAt)
    .flatMap(({ id, healthy, reason, at }): Moment[] => {
      const check = decidingChecks.get(id);
      if (check === undefined) return [];
      const { label, text } = WORDS[check][healthy ? "healthy" : "unhealthy"];
      return [{ at, tone: healthy ? "good" : "saved", label, text: `${text}: ${reason}.` }];
    });
  return { name: "health checks", spans, moments };
}

/** What follows from a check, for whoever knows no check; then the check itself. */
const WORDS: Readonly<
  Record<DecidingCheck, Readonly<Record<"healthy" | "unhealthy", { readonly label: string; readonly text: string }>>>
> = {
  record: {
    healthy: {
      label: "Route 53 turns to the primary",
      text: "The check of the PRIMARY record is healthy, so Route 53 answers the primary",
    },
    unhealthy: {
      label: "Route 53 turns to the standby",
      text: "The check of the PRIMARY record is unhealthy, so Route 53 answers the standby",
    },
  },
  lock: {
    healthy: {
      label: "Route 53 sees no lock",
      text: "The check of the lock, which is inverted, is healthy: Route 53 sees no lock",
    },
    unhealthy: {
      label: "Route 53 sees the lock",
      text: "The check of the lock, which is inverted, is unhealthy: Route 53 sees the lock",
    },
  },
};
