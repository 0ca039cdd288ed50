import { SCHEDULES } from "../waiting";
import type { Trigger } from "./lambda";
import type { WatchedWorkload } from "./workload";

/** A way to save users: what wakes a function, and what it does then. */
export interface Design {
  readonly name: string;
  /** For whoever meets the name in a table. */
  readonly means: string;
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
  means: "what is deployed: two schedules of a tick a minute each, the alarm and EC2's event, whichever comes first",
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
    { ...asItIs, name: "one schedule", means: "the same with one tick a minute", schedules: 1 },
    {
      ...asItIs,
      name: "watch: continuous",
      means: "a tick would watch its whole minute and look every 10 s: not built, 8 to 18 dollars a month more",
      tick: "watches its minute",
    },
    {
      ...asItIs,
      name: "TTL 10, threshold 2",
      means: "two lines of the file: resolvers forget after 10 s, and two failed checks in a row are enough",
      workload: { ...workload, ttl: QUICK.ttl, healthCheck },
    },
    {
      ...asItIs,
      name: "the schedules alone",
      means: "neither alarm nor event ever arrives",
      triggers: ["the schedule"],
    },
    {
      ...asItIs,
      name: "the alarm alone",
      means: "CloudWatch's alarm on Route 53's check; no schedule, no event",
      triggers: ["the alarm"],
    },
    {
      ...asItIs,
      name: "EC2's event alone",
      means: "EC2 tells that its instance stops; nothing leaves a dark region, so nobody is saved from one",
      triggers: ["EC2's event"],
    },
    {
      ...asItIs,
      name: "the classic recipe",
      means: `a health check every ${CLASSIC_CHECK.interval} s, ${CLASSIC_CHECK.threshold} failures in a row, an alarm on it, SNS, and a function that starts the instance`,
      workload: { ...workload, healthCheck: CLASSIC_CHECK },
      triggers: ["the alarm"],
      reaction: "start at once",
    },
  ];
}
