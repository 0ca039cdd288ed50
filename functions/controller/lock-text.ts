import type { Lock } from "../../contract/lock";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Change } from "./change";
import type { Settings } from "./environment";
import type { Observation, Standby } from "./observe";
import { describeFailure } from "./probe";

/** The lock that is to be written, with what was seen at that moment. The episode is open in `change`. */
export function lockBy(
  writtenBy: Lock["writtenBy"],
  why: string,
  o: Observation,
  change: Change,
  { workload }: Settings,
): Lock {
  const { ownProbes, nameServers, standby, at } = o;
  const { primary, standby: turned, other, silent } = nameServers.answers;
  return {
    version: CONTRACT_VERSION,
    workload,
    writtenAt: at,
    writtenBy,
    episode: change.to.episode!.id,
    why,
    seen: {
      ownProbes: ownProbes.says === "up" ? "the primary answers" : describeFailure(ownProbes.failure),
      nameServers: `${primary} answer the primary, ${turned} the standby, ${other} something else, ${silent} nothing`,
      standby: standbyText(standby),
    },
  };
}

export function standbyText(standby: Standby): string {
  if (standby.state !== "running") return standby.state;
  return standby.answer.kind === "serves" ? "serves" : `runs, but ${describeFailure(standby.answer)}`;
}
