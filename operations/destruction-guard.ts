import { PART } from "../contract/tags";
import { EXIT, Failure, failureOf } from "./failure";
import { readLock, readMemory } from "./look/lock-bucket";
import { within } from "./reading";
import { findTagged } from "./tagged";
import { clockTime } from "./wording";
import type { AwsClients } from "./world";

/** Destroys in spite of what the guard says, or without asking it. */
export const OVERRIDE = "--although-failed-over";

/** Looks whether a workload has failed over; answers why it must not be destroyed now, or undefined. */
export type DestructionGuard = (workload: string, standbyRegion: string) => Promise<Failure | undefined>;

/**
 * Asks the lock bucket, found by its tags: it is there as long as there is anything to protect, also where an earlier
 * destroy has taken the controller already. What cannot be read is a refusal.
 */
export function lockGuard(aws: Pick<AwsClients, "s3" | "tagging">): DestructionGuard {
  return async (workload, region) => {
    try {
      const buckets = await within((signal) =>
        findTagged(aws.tagging(region), { part: PART.lockBucket, workload }, signal),
      );
      for (const { arn } of buckets) {
        const refusal = await refusalOf(aws, region, workload, arn.slice(arn.lastIndexOf(":") + 1));
        if (refusal !== undefined) return refusal;
      }
      return undefined;
    } catch (error) {
      const { exitCode, message } = failureOf(error, `Looking whether ${workload} has failed over (${region})`);
      return new Failure(exitCode, `${message}\n${unread(workload)}`);
    }
  };
}

async function refusalOf(
  aws: Pick<AwsClients, "s3">,
  region: string,
  workload: string,
  name: string,
): Promise<Failure | undefined> {
  const bucket = { s3: aws.s3(region), name };
  const lock = await within((signal) => readLock(bucket, signal));
  const failback = `npx --no pilot-light failback ${workload} --reason "…"`;
  if (lock.exists)
    return refused(
      `${workload} has failed over at ${clockTime(lock.writtenAt)}: its users are at the standby, and the lock holds them there. First ${failback}`,
    );
  // Where failback is automatic nothing is locked, and users are at the standby all the same.
  const episode = (await within((signal) => readMemory(bucket, signal)))?.episode;
  if (episode?.kind !== "failover") return undefined;
  return refused(
    `${workload} is failing over since ${clockTime(episode.startedAt)}: its users may be at the standby. Look at npx --no pilot-light status ${workload}, and wait until that is over`,
  );
}

const refused = (why: string) =>
  new Failure(
    EXIT.refused,
    `${why}; or, if nobody needs either site any more, destroy with ${OVERRIDE}. Nothing was destroyed.`,
  );

const unread = (workload: string) =>
  `Nothing was destroyed: nobody knows whether the users of ${workload} are at its standby. If nobody needs either site any more, destroy with ${OVERRIDE}.`;
