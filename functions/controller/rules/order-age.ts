import type { Order } from "../../../contract/order";

/**
 * Milliseconds for which an operator's word to move users is good, if nothing has come of it. A standby that is in order
 * serves within minutes; whoever has waited for half an hour has helped themselves, and the disaster of which they spoke
 * is another one by now. (It is picked up late where the controller was broken, or its schedule off, and mended later.)
 */
const ORDER_IS_GOOD_FOR_MS = 30 * 60_000;

export const isTooOld = (order: Order, at: number): boolean => at - order.at > ORDER_IS_GOOD_FOR_MS;
