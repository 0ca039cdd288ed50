import { inEpisode, openEpisode, set, tellOnce, verdict } from "../change";
import { sayDown } from "../observe";
import type { Rule } from "../rule";
import { followed } from "./following";
import { bringUp } from "./ignition";

/**
 * Rule 1. Maintenance is on, and there is no lock: nothing is committed and nothing is stopped. The standby is kept
 * running, since DNS still turns by itself. When its time is over, the other rules are back.
 */
export const maintenance: Rule = (o, settings, before) => {
  const window = before.to.maintenance;
  if (window === undefined) return undefined;
  const { at, standby } = o;
  if (at >= window.until) {
    const over = inEpisode(set(before, { maintenance: undefined }), {}, { at, what: "the maintenance's time is over" });
    const alert = { about: "maintenance over", key: `maintenance over/${window.since}`, power: standby.state } as const;
    return verdict(tellOnce(over, alert), "look again");
  }
  if (window.standby === "left alone") return { actions: [], next: "rest" };

  const opening = { kind: "maintenance", startedAt: at, trigger: "an operator's maintenance" } as const;
  // A failover that was not committed goes on as itself, and waits.
  const opened =
    before.to.episode === undefined
      ? openEpisode(before, opening, settings.workload, `maintenance: ${window.reason}`)
      : before;
  const { change, actions, settled } = bringUp(o, settings, followed(o, settings, opened));
  const { id } = change.to.episode!;
  const isDown = o.ownProbes.says === "down" || sayDown(o.nameServers);
  const told = isDown
    ? tellOnce(change, {
        about: "down in maintenance",
        key: `${id}/down`,
        until: window.until,
        users: o.nameServers.says,
      })
    : change;
  return verdict(told, settled ? "rest" : "wait", ...actions);
};
