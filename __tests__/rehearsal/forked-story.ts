import { failOver } from "../../rehearsal/failover-story";
import { silentProgress } from "../../rehearsal/progress";
import type { ProvenDeployment } from "../../rehearsal/proven-deployment";
import { allServedBy } from "../../rehearsal/service";
import type { Entry } from "../../rehearsal/timeline";
import { onFork } from "./on-fork";

/** Milliseconds of AWS time before the disaster: two TTLs, after which every user's cache has its own phase. */
const CALM_MS = 60_000;

/** What a story came to. Times are milliseconds of AWS time since the primary was stopped. */
export interface ForkedStory {
  readonly seed: number;
  readonly entries: readonly Entry[];
  /** Of each user, in their order. */
  readonly outages: readonly number[];
  /** When the first entry came that matches. */
  readonly timeOf: (pattern: RegExp) => number;
  /** When the alarm's message, and the schedule's first tick, reached the controller. */
  readonly alarmAt: number;
  readonly tickAt: number;
  /** How long after its time each tick came. */
  readonly ticksLateBy: readonly number[];
}

/** Stops the primary in an AWS of its own that begins with what is deployed, and watches to the end. */
export function tellForkedStory(deployment: ProvenDeployment, seed: number): Promise<ForkedStory> {
  return onFork(deployment, { seed }, async (stage) => {
    const { aws, workload, timeline, users } = stage;
    const begun = aws.clock.now();
    const isCalm = () => aws.clock.now() - begun >= CALM_MS && allServedBy(stage, workload.primary.address);
    await aws.runUntil("all users have been served by the primary for a while", isCalm, 2 * CALM_MS);
    const since = aws.clock.now();
    await failOver(silentProgress(), stage, "instance");

    const entries = timeline.since(since).map(({ at, text }) => ({ at: at - since, text }));
    const reached = timeline.deliveries(0).filter(({ outcome }) => outcome.kind === "delivered");
    const arrivals = (kind: "alarm" | "schedule") =>
      reached.filter(({ source, endedAt }) => source.kind === kind && endedAt >= since).map(({ endedAt }) => endedAt);
    const ticks = reached.filter(({ source }) => source.kind === "schedule");
    return {
      seed,
      entries,
      outages: users.outages(since).perUser.map(({ milliseconds }) => milliseconds),
      timeOf: (pattern) => {
        const found = entries.find(({ text }) => pattern.test(text));
        if (!found) throw new Error(`Nothing matches ${pattern}:\n${entries.map(({ text }) => text).join("\n")}`);
        return found.at;
      },
      alarmAt: Math.min(...arrivals("alarm")) - since,
      tickAt: Math.min(...arrivals("schedule")) - since,
      ticksLateBy: ticks.map(({ begunAt, endedAt }) => endedAt - begunAt),
    };
  });
}
