import { exists } from "../record";
import type { Expectation } from "../scenario";
import { recordOf } from "../stage";
import { sightText } from "../users";
import { moment } from "./moment";

/** A failover is written once: a second lock would be a second failover that nobody asked for. */
export const atMostOneCommit: Expectation = {
  sentence: "at most one commit is written",
  when: "during",
  contradiction: (world) => {
    const commits = world.commits();
    if (commits.length <= 1) return undefined;
    return `the lock was written ${commits.length} times: ${commits.map(({ at, who }) => `by ${who} ${moment(world, at)}`).join(", ")}`;
  },
};

/** Users are never bound to the standby while the primary could serve them. */
export const nothingIsCommitted: Expectation = {
  sentence: "nothing is committed",
  when: "during",
  contradiction: (world) => {
    const [first] = world.commits();
    return first && `the failover lock was written by ${first.who} ${moment(world, first.at)}`;
  },
};

/** Where failback is automatic, nothing is to be committed. */
export const theFailoverIsCommitted: Expectation = {
  sentence: "the failover is committed, unless failback is automatic",
  when: "at the end",
  contradiction: async ({ aws, stage }) => {
    if (!stage.parts.isSticky || (await exists(aws, recordOf(stage), stage.workload.lock.key))) return undefined;
    return "there is no failover lock";
  },
};

export const theLockIsGone: Expectation = {
  sentence: "the failover lock is gone",
  when: "at the end",
  contradiction: async ({ aws, stage }) =>
    (await exists(aws, recordOf(stage), stage.workload.lock.key)) ? "it is still there" : undefined,
};

/** What a half-dead primary still takes from users would be lost. */
export const afterACommitIsEffectiveNobodyReachesThePrimary: Expectation = {
  sentence: "after a commit is effective, no user's request reaches the primary",
  when: "during",
  contradiction: (world) => {
    const { stage, witness } = world;
    const { episode } = witness.memory;
    if (episode === undefined) return undefined;
    const { effectiveAt, unlockedAt } = episode;
    if (effectiveAt === undefined || unlockedAt !== undefined) return undefined;
    const [first] = stage.users.answersOf(stage.workload.primary.address, effectiveAt);
    return (
      first &&
      `user ${first.user} was answered by the primary ${moment(world, first.last.at)}: ${sightText(first.sight)}`
    );
  },
};
