import { serveWithinMs } from "../../../contract/patience";
import { openEpisode, set, verdict } from "../change";
import { seesPrimary } from "../observe";
import type { Rule } from "../rule";
import { ended, stopStandby, withWantedType } from "./ending";
import { bringUp } from "./ignition";

/**
 * Milliseconds for which a standby that serves is left to whoever asked for the drill, to judge it from outside. They end
 * it when they are done; this bounds what their crash costs.
 */
const HOLD_MS = 5 * 60_000;
/** The same for a drill that is to be kept: a day, in milliseconds. */
const KEEP_MS = 24 * 3_600_000;

/** An operator's `drill`: ignite, let it serve at its own address, stop it. A primary that dies meanwhile comes first. */
export const drill: Rule = (o, settings, before) => {
  const { order } = before.to;
  if (order?.do !== "drill") return undefined;
  const { at, lock, standby, trigger } = o;

  if (order.ending) {
    const { episode } = before.to;
    if (episode === undefined) return verdict(set(before, { order: undefined }), "look again");
    if (standby.state === "stopped" || standby.state === "terminated") {
      const retyping = withWantedType(o, settings, before);
      if (retyping) return retyping;
      const passed = episode.servingAt !== undefined;
      const servedAfterMs = passed ? episode.servingAt! - episode.startedAt : undefined;
      const alert = { about: "drill over", key: `${episode.id}~over`, servedAfterMs } as const;
      const done = set(before, { order: undefined });
      return verdict(ended(done, at, passed ? "the drill passed" : "the drill failed", alert), "look again");
    }
    const mayStop = standby.state === "running" && lock.kind === "absent" && seesPrimary(o);
    return mayStop ? stopStandby(before, at) : verdict(before, "wait");
  }

  const opened = openEpisode(before, { kind: "drill", startedAt: order.at, trigger }, settings.workload, "a drill");
  const { change, actions, serves, settled } = bringUp(o, settings, opened);
  const { servingAt, startedAt } = change.to.episode!;
  const isOver =
    servingAt === undefined
      ? at - startedAt > serveWithinMs(settings)
      : at - servingAt > (order.keep ? KEEP_MS : HOLD_MS);
  if (isOver) return verdict(set(change, { order: { ...order, ending: true } }), "look again");
  // Its operator says when it ends; the tick after that does it.
  return verdict(change, settled || serves ? "rest" : "wait", ...actions);
};
