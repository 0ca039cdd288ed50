import { type Change, inEpisode } from "../change";
import type { Settings } from "../environment";
import type { Observation } from "../observe";

/** Brings the open episode's record up to what the witnesses say. */
export function followed(
  { at, nameServers, ownProbes }: Observation,
  { ttlSeconds }: Settings,
  before: Change,
): Change {
  let change = before;
  const episode = () => change.to.episode;
  if (episode() === undefined) return change;

  if (ownProbes.says === "down" && episode()!.firstFailedProbeAt === undefined)
    change = inEpisode(change, { firstFailedProbeAt: ownProbes.since });

  const { says } = nameServers;
  if (says === "gone" && episode()!.turnedAt === undefined && episode()!.unlockedAt === undefined)
    change = inEpisode(change, { turnedAt: at }, { at, what: "every name server sends users to the standby" });
  // Before the commit they may turn back; after it the lock holds them.
  const turnedBack = says === "up" || says === "down";
  if (turnedBack && episode()!.turnedAt !== undefined && episode()!.committedAt === undefined)
    change = inEpisode(change, { turnedAt: undefined }, { at, what: `the name servers say: ${says}` });

  const { committedAt, turnedAt, effectiveAt, servingAt, recoverySeconds, firstFailedProbeAt, startedAt } = episode()!;
  if (committedAt !== undefined && turnedAt !== undefined && effectiveAt === undefined) {
    const effective = Math.max(committedAt, turnedAt + ttlSeconds * 1_000);
    if (at >= effective) change = inEpisode(change, { effectiveAt: effective });
  }
  if (servingAt !== undefined && turnedAt !== undefined && recoverySeconds === undefined) {
    const recovered = Math.max(servingAt, turnedAt) - (firstFailedProbeAt ?? startedAt);
    change = inEpisode(change, { recoverySeconds: Math.round(recovered / 100) / 10 });
  }
  return change;
}
