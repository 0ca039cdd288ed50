import type { Expectation } from "../scenario";
import { moment } from "./moment";

/** One invocation that stays, and one that ends because of it. */
const MOST_AT_ONCE = 2;

export const atMostTwoInvocationsAtOnce: Expectation = {
  sentence: "at most two invocations of the controller run at once",
  when: "during",
  contradiction: ({ aws, stage }) => {
    const most = aws.dataPlane.functions.mostAtOnce(stage.parts.controllerArn);
    return most <= MOST_AT_ONCE ? undefined : `${most} ran at once`;
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

/** @param outcome as the episode's document says it, e.g. `failed back` */
export const theEpisodeEndedAs = (outcome: string): Expectation => ({
  sentence: `one episode is recorded, and it ended so: ${outcome}`,
  when: "at the end",
  contradiction: async (world) => {
    const episodes = await world.episodes();
    const outcomes = episodes.map(({ outcome: ended }) => ended ?? "not ended");
    return outcomes.length === 1 && outcomes[0] === outcome
      ? undefined
      : `recorded: ${outcomes.join(", ") || "nothing"}`;
  },
});
