import { mostAtWork } from "../at-work";
import type { Expectation } from "../scenario";
import { moment } from "./moment";

/** The lease's holder, and a tick in its first look. */
const MOST_AT_WORK = 2;

/** Whoever else is alive asks for the lease, and for nothing else. */
export const atMostTwoInvocationsAtWork: Expectation = {
  sentence: "at most two invocations of the controller are at work at once",
  when: "at the end",
  contradiction: async ({ aws, stage: { workload, parts } }) => {
    const most = await mostAtWork(aws, parts.standbyRegion, workload.controller);
    return most <= MOST_AT_WORK ? undefined : `${most} were at work at once`;
  },
};

/** A region that is dark answers nobody: a controller that waits for it is late, and one that needs it never saves anybody. */
export const theControllerNeverCallsTheDarkRegion: Expectation = {
  sentence: "the controller never calls a dark region",
  when: "during",
  contradiction: (world) => {
    const { stage, witness } = world;
    const call = witness.calls.kept.find(
      ({ who, at, region, result }) =>
        who === stage.workload.controller &&
        at >= world.since &&
        region !== stage.parts.standbyRegion &&
        "failure" in result,
    );
    return call && `it called ${call.service} ${call.action} in ${call.region} ${moment(world, call.at)}`;
  },
};

/**
 * As the episode's document says it, e.g. `failed back`.
 * @param automatically how it ends where failback is automatic, if not so
 */
export const theEpisodeEndedAs = (outcome: string, automatically?: string): Expectation => ({
  sentence: `one episode is recorded, and it ended so: ${outcome}${automatically === undefined ? "" : `, or where failback is automatic: ${automatically}`}`,
  when: "at the end",
  contradiction: async (world) => {
    const episodes = await world.episodes();
    const outcomes = episodes.map(({ outcome: ended }) => ended ?? "not ended");
    const expected = world.stage.parts.isSticky ? outcome : (automatically ?? outcome);
    return outcomes.length === 1 && outcomes[0] === expected
      ? undefined
      : `recorded: ${outcomes.join(", ") || "nothing"}`;
  },
});
