import type { Pace } from "../patience";
import type { Expectation } from "../scenario";
import type { WitnessedCall } from "../world/calls";
import { wasAccepted } from "../world/calls";
import type { World } from "../world/world";
import { moment } from "./moment";

/** @param times how often EC2 may start the standby in the whole scenario */
export const theStandbyIsStartedAtMost = (times: number): Expectation => ({
  sentence: `the standby is started ${times === 1 ? "once" : `${times} times`} at most`,
  when: "during",
  contradiction: (world) => startedMoreThan(times, world),
});

/**
 * Of a primary that comes and goes: until it has stayed for the grace period, the standby runs on. Where each recovery
 * outlasts that period, the file asks for as many stops and starts.
 * @param recoverySeconds how long the primary stays each time
 */
export const theStandbyIsNotStartedTwice = (recoverySeconds: (pace: Pace) => number): Expectation => ({
  sentence: "the standby is started once at most, unless a recovery outlasts the grace period",
  when: "during",
  contradiction: (world) => {
    const { pace } = world.stage.parts;
    return recoverySeconds(pace) > pace.graceSeconds ? undefined : startedMoreThan(1, world);
  },
});

/** A standby that starts for nothing costs a cent; one that starts where nothing happened is a controller gone wrong. */
export const theStandbyIsNotStarted: Expectation = {
  sentence: "the standby is not started",
  when: "during",
  contradiction: (world) => {
    const [first] = startsIn(world);
    return first === undefined ? undefined : `it was started ${moment(world, first)}`;
  },
};

/** @param type EC2's instance type, e.g. `t3.small` */
export const theStandbyRunsAs = (type: string): Expectation => ({
  sentence: `the standby runs as ${type}`,
  when: "at the end",
  contradiction: async (world) => {
    const now = await world.standbyType();
    const state = world.standbyState();
    return now === type && state === "running" ? undefined : `it is ${state}, as ${now}`;
  },
});

function startedMoreThan(times: number, world: World): string | undefined {
  const starts = startsIn(world);
  if (starts.length <= times) return undefined;
  return `it was started ${starts.length} times: ${starts.map((at) => moment(world, at)).join(", ")}`;
}

/** When the standby went from stopped to pending. */
function startsIn({ stage, since }: World): number[] {
  const { instanceId } = stage.workload.standby;
  return stage.timeline.instances
    .filter((change) => change.instanceId === instanceId && change.state === "pending" && change.at >= since)
    .map(({ at }) => at);
}

/** That the controller called StartInstances, and whether it was accepted or not; another workload's may call it too. */
export const startCalls = ({
  witness,
  stage,
  since,
}: Pick<World, "witness" | "stage" | "since">): readonly WitnessedCall[] =>
  witness.calls.kept.filter(
    ({ who, action, at }) => who === stage.workload.controller && action === "StartInstances" && at >= since,
  );

/** A controller that hammers an EC2 without capacity is throttled, and then cannot start when there is some. */
export const startsAreTriedAtMostEachTenSeconds: Expectation = {
  sentence: "a start is not tried more often than six times a minute in the mean, as each instance type",
  when: "at the end",
  contradiction: (world) => {
    const calls = startCalls(world).filter((call) => !wasAccepted(call));
    const minutes = (world.aws.clock.now() - world.since) / 60_000;
    return calls.length <= 6 * minutes * world.stage.parts.instanceTypes
      ? undefined
      : `${calls.length} refused starts in ${minutes.toFixed(0)} minutes`;
  },
};
