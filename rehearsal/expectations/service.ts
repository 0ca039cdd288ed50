import { inSeconds } from "../aws-time";
import { longestKept } from "../patience";
import type { Expectation } from "../scenario";
import { nowText } from "../service";
import { sightText } from "../users";
import type { SiteName } from "../world/facts";
import type { World } from "../world/world";
import { moment } from "./moment";

/** Nobody feels anything, from the beginning to the end. */
export const usersSeeNoGap: Expectation = {
  sentence: "no user sees a failed request",
  when: "during",
  contradiction: (world) => gapSince(world, world.since),
};

/** Who has been saved once must not be dropped: not by a late trigger, a primary that returns, or an apply. */
export const onceSavedUsersSeeNoGap: Expectation = {
  sentence: "once users are served by the standby, nobody sees a failed request any more",
  when: "during",
  contradiction: (world) => {
    const saved = savedAt(world);
    return saved === undefined ? undefined : gapSince(world, saved);
  },
};

/** As the configuration's output promises it. */
export const theOutageIsWithinThePromise: Expectation = {
  sentence: "no user's outage is longer than what the deployment promises",
  when: "at the end",
  contradiction: (world) => {
    const { promisedRecoverySeconds } = world.stage.workload;
    const from = world.struckAt() ?? world.since;
    const { users, parts } = world.stage;
    const { worst } = users.outages(from);
    if (worst === undefined || worst.milliseconds <= longestKept(promisedRecoverySeconds, parts.pace)) return undefined;
    return `${inSeconds(worst.milliseconds)} for user ${worst.user}; promised: ${promisedRecoverySeconds} s`;
  },
};

export const everybodyIsServedBy = (site: SiteName): Expectation => ({
  sentence: `everybody is served by the ${site}`,
  when: "at the end",
  contradiction: (world) => (world.isServedBy(site) ? undefined : nowText(world.stage)),
});

/** Where failback is automatic nobody is held: users are wherever Route 53 sees a server that answers, and served there. */
export const everybodyIsHeldAtTheStandby: Expectation = {
  sentence: "everybody is served by the standby, or by either site where failback is automatic",
  when: "at the end",
  contradiction: (world) => {
    const { users, parts } = world.stage;
    const isWell = parts.isSticky
      ? world.isServedBy("standby")
      : users.now().every(({ sight }) => sight.kind === "served");
    return isWell ? undefined : nowText(world.stage);
  },
};

/** From when on everybody was served by the standby, first; undefined while they were not. */
function savedAt({ stage, struckAt }: World): number | undefined {
  const struck = struckAt();
  if (struck === undefined) return undefined;
  const { standby } = stage.workload;
  const firsts = stage.users.stretchesOfEach.map(
    (stretches) =>
      stretches.find(
        ({ sight, first }) => first.at >= struck && sight.kind === "served" && sight.address === standby.address,
      )?.first.at,
  );
  if (firsts.length === 0 || firsts.some((first) => first === undefined)) return undefined;
  return Math.max(...(firsts as number[]));
}

function gapSince(world: World, from: number): string | undefined {
  const { stage, aws } = world;
  const [first] = stage.users
    .failures(from, aws.clock.now())
    .filter(({ last }) => last.sentAt >= from)
    .sort((a, b) => a.first.at - b.first.at);
  return first && `user ${first.user} was not served ${moment(world, first.first.sentAt)}: ${sightText(first.sight)}`;
}
