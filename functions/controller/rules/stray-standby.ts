import { asTold, type Change, set, tellOnce } from "../change";
import type { Settings } from "../environment";
import { type Observation, seesPrimary } from "../observe";

const KEY = "stray/";

/**
 * A proven standby that runs while nothing is wrong: somebody has started it by hand, or the controller has, in an hour in
 * which S3 took no word of it. The two look the same, so it is not stopped (a person may be at work on it); but after the
 * grace period people are told once, since it costs as long as it runs.
 */
export function watchedStray(o: Observation, { standby, graceSeconds }: Settings, change: Change): Change {
  const { stray, provenStandby, unproven, told } = change.to;
  const { at } = o;
  if (o.standby.state === "unknown" || !seesPrimary(o) || o.lock.kind !== "absent") return change;
  if (o.standby.state !== "running" || provenStandby !== standby.instanceId || unproven !== undefined)
    return stray === undefined
      ? change
      : set(change, { stray: undefined, told: told.filter((key) => !key.startsWith(KEY)) });
  if (stray === undefined) return set(change, { stray: at });
  if (at - stray < graceSeconds * 1_000) return change;
  return tellOnce(change, { about: "standby runs unasked", key: `${KEY}${stray}`, ranMs: at - stray });
}

/** For a standby that is left running, and people are told so already. */
export const toldStray = (change: Change, at: number): Change => asTold(set(change, { stray: at }), `${KEY}${at}`);
