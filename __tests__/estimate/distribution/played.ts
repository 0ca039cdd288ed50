import { type Design, pilotLight } from "../../../estimate/distribution/designs";
import type { Outage } from "../../../estimate/distribution/draw";
import { type Draws, playDraws } from "../../../estimate/distribution/draws";
import type { Disaster } from "../../../estimate/distribution/primary";
import { percentile } from "../../../estimate/distribution/statistics";
import type { WatchedWorkload } from "../../../estimate/distribution/workload";

/** What the smallest file is to a draw. */
export const DEFAULTS: WatchedWorkload = {
  healthCheck: { interval: 10, threshold: 3 },
  ttl: 30,
  bootSeconds: 30,
  failback: "manual",
  primaryIsInstance: true,
  alarmOutlivesPrimary: true,
};

/** A design with some of its parts changed. */
export const designWith = (changes: Partial<Design> = {}): Design => ({ ...pilotLight(DEFAULTS), ...changes });

/** What became of some draws of one design in one disaster. */
export async function outagesOf(
  design: Design,
  disaster: Disaster,
  draws: Draws,
): Promise<readonly (Outage | undefined)[]> {
  const [played] = await playDraws([design], draws, [disaster]);
  return played!.outages;
}

/** Seconds that this share of outages does not exceed. */
export function secondsAt(share: number, outages: readonly (Outage | undefined)[]): number {
  const times = outages.map((outage) => outage!.over).sort((one, other) => one - other);
  return percentile(times, share) / 1_000;
}
