import { SCHEDULES } from "../waiting";
import type { Trigger } from "./lambda";
import type { WatchedWorkload } from "./workload";

/** A way to save users: what wakes a function, and what it does then. */
export interface Design {
  readonly name: string;
  readonly workload: WatchedWorkload;
  readonly triggers: readonly Trigger[];
  /** Schedules of one tick a minute each, where the schedule is a trigger. */
  readonly schedules: number;
  /** What a tick does while all is well. */
  readonly tick: "looks once" | "watches its minute";
  /** `start at once`: without a look, as the classic recipe does. */
  readonly reaction: "controller" | "start at once";
}

/** Of the recipe that people copy: Route 53's default check. Its TTL is the workload's, to be fair. */
const CLASSIC_CHECK = { interval: 30, threshold: 3 } as const;
const QUICK = { ttl: 10, threshold: 2 } as const;

/** The design that is deployed. */
export const pilotLight = (workload: WatchedWorkload): Design => ({
  name: "Pilot Light",
  workload,
  triggers: ["the schedule", "the alarm", "EC2's event"],
  schedules: SCHEDULES,
  tick: "looks once",
  reaction: "controller",
});

/** The rows of the table, for one workload. */
export function designsFor(workload: WatchedWorkload): Design[] {
  const asItIs = pilotLight(workload);
  const healthCheck = { ...workload.healthCheck, threshold: QUICK.threshold };
  return [
    asItIs,
    { ...asItIs, name: "one schedule", schedules: 1 },
    { ...asItIs, name: "watch: continuous", tick: "watches its minute" },
    { ...asItIs, name: "TTL 10, threshold 2", workload: { ...workload, ttl: QUICK.ttl, healthCheck } },
    { ...asItIs, name: "the schedules alone", triggers: ["the schedule"] },
    { ...asItIs, name: "the alarm alone", triggers: ["the alarm"] },
    { ...asItIs, name: "EC2's event alone", triggers: ["EC2's event"] },
    {
      ...asItIs,
      name: "the classic recipe",
      workload: { ...workload, healthCheck: CLASSIC_CHECK },
      triggers: ["the alarm"],
      reaction: "start at once",
    },
  ];
}
