import type { Order } from "../../../contract/order";
import { slowBootMs } from "../../../contract/patience";
import type { Verdict } from "../action";
import { type Change, inEpisode, set, tellOnce, verdict } from "../change";
import type { Settings } from "../environment";
import type { Observation } from "../observe";

/**
 * Milliseconds for which an operator's word to move users is good, if nothing has come of it. A standby that is in order
 * serves within minutes; whoever has waited for half an hour has helped themselves, and the disaster of which they spoke
 * is another one by now. (It is picked up late where the controller was broken, or its schedule off, and mended later.)
 */
const ORDER_IS_GOOD_FOR_MS = 30 * 60_000;

/** Gives up an order that has grown old, and tells people; undefined while it is good. */
export function givenUp(
  change: Change,
  order: Extract<Order, { do: "failover" | "failback" }>,
  { at }: Observation,
  settings: Settings,
): Verdict | undefined {
  if (at - order.at <= Math.max(ORDER_IS_GOOD_FOR_MS, slowBootMs(settings))) return undefined;
  const over = inEpisode(set(change, { order: undefined }), {}, { at, what: `the operator's ${order.do} is given up` });
  const key = `${change.to.episode?.id ?? "no episode"}/given up/${order.id}`;
  return verdict(tellOnce(over, { about: `${order.do} given up`, key, askedAt: order.at }), "look again");
}
