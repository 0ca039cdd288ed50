import type { Stage } from "./stage";
import { type SeenByUser, sightText } from "./users";

type Watched = Pick<Stage, "users" | "workload">;

/** Whether every user's last request was answered with a page by the server at this address. */
export function allServedBy({ users }: Watched, address: string): boolean {
  const seen = users.now();
  return seen.length > 0 && seen.every(({ sight }) => sight.kind === "served" && sight.address === address);
}

/** What users get now, in a line. */
export const nowText = ({ users }: Watched): string =>
  users
    .now()
    .map(({ sight, users: count }) => `${count} × ${sightText(sight)}`)
    .join("; ");

/** @throws Error if somebody has been answered by the primary since a moment of AWS time */
export function requireNoAnswer({ users, workload }: Watched, after: number): void {
  refuse(
    firstOf("got an answer of the primary while the failover held", users.answersOf(workload.primary.address, after)),
  );
}

/** @throws Error if anybody saw a failure since a moment of AWS time */
export const requireNoFailure = (stage: Watched & Pick<Stage, "aws">, from: number): void =>
  refuse(failureSeen(stage, from));

/** The first failure that anybody saw since a moment of AWS time, in words. */
export const failureSeen = ({ users, aws }: Watched & Pick<Stage, "aws">, from: number): string | undefined =>
  firstOf("saw a failure", users.failures(from, aws.clock.now()));

function firstOf(what: string, seen: readonly SeenByUser[]): string | undefined {
  const [first] = seen;
  if (first === undefined) return undefined;
  const { user, sight } = first;
  return `user ${user} ${what}, at ${new Date(first.first.sentAt).toISOString()}: ${sightText(sight)}`;
}

function refuse(seen: string | undefined): void {
  if (seen !== undefined) throw new Error(seen);
}
