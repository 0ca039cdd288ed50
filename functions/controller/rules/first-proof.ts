import { type Change, set, tellOnce } from "../change";
import type { Settings } from "../environment";
import type { Observation } from "../observe";

/**
 * How many boot times a new standby may take to serve before people are told, and the least it gets. First boots
 * install things that later boots find in place.
 */
const FIRST_BOOT_FACTOR = 10;
const FIRST_BOOT_LEAST_MS = 10 * 60_000;

/**
 * The first proof of a new standby: Terraform leaves it running; once it has served it is proven, and is stopped as
 * soon as nobody needs it. Between the claim (`provenStandby`) and the sight of the stopped instance, `unproven` stays
 * in the memory: an invocation that dies in between, or a StopInstances that fails, is made good by the next look.
 */
export function proveNewStandby(
  { at, standby }: Observation,
  { standby: { instanceId }, bootSeconds }: Settings,
  change: Change,
): Change {
  const { provenStandby, unproven } = change.to;
  if (provenStandby === instanceId) {
    return unproven && !isUp(standby) ? set(change, { unproven: undefined }) : change;
  }
  if (unproven?.instanceId !== instanceId) return set(change, { unproven: { instanceId, since: at } });
  if (standby.state === "running" && standby.answer.kind === "serves")
    return set(change, { provenStandby: instanceId });
  const patience = Math.max(bootSeconds * 1_000 * FIRST_BOOT_FACTOR, FIRST_BOOT_LEAST_MS);
  if (at - unproven.since <= patience || standby.state === "unknown") return change;
  const alert = { about: "standby never served", power: standby.state, waitedMs: at - unproven.since } as const;
  return tellOnce(change, { ...alert, key: `never-served/${instanceId}` });
}

/** Whether a proven new standby still runs that Terraform has started. While an episode is open, it is in use. */
export function awaitsFirstStop({ standby }: Observation, settings: Settings, { from }: Change): boolean {
  return (
    standby.state === "running" &&
    from?.episode === undefined &&
    from?.provenStandby === settings.standby.instanceId &&
    from.unproven?.instanceId === settings.standby.instanceId
  );
}

/** An instance that cannot be described may be up: unknown is never "stopped". */
function isUp({ state }: Observation["standby"]): boolean {
  return state === "pending" || state === "running" || state === "unknown";
}
