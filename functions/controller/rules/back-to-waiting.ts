import { type Change, happened, remembering, set, tellOnce, unchanged } from "../change";
import { type Observation, seesPrimary } from "../observe";
import type { Rule } from "../rule";
import { awaitsFirstStop, proveNewStandby } from "./first-proof";

/** Rule 5: armed, and no witness says that the primary is down. What is left of a deployment or an episode is settled. */
export const backToWaiting: Rule = (observation, settings) => {
  const { memory, at } = observation;
  if (memory.kind === "unknown") return undefined;
  const both = seesPrimary(observation);
  const before = unchanged(memory, at);
  if (before.to.episode) {
    return both ? { actions: remembering(close(observation, before)), next: "look again" } : undefined;
  }
  const change = proveNewStandby(observation, settings, before);
  if (change.from !== change.to) return { actions: remembering(change), next: "look again" };
  return both && awaitsFirstStop(observation, settings, change)
    ? { actions: [{ do: "stop" }], next: "rest" }
    : undefined;
};

/** In two steps, so that a message that cannot be sent is sent by a later look, and not lost with the episode. */
function close({ at, standby }: Observation, before: Change): Change {
  const { episode, told } = before.to;
  if (!episode) return before;
  const key = `${episode.id}/primary-returned`;
  if (told.includes(key)) {
    return set(before, { episode: undefined, told: told.filter((each) => !each.startsWith(`${episode.id}/`)) });
  }
  const change = set(before, { episode: happened(episode, at, "both witnesses see the primary again") });
  return tellOnce(change, { about: "primary returned", key, power: standby.state, lastedMs: at - episode.startedAt });
}
