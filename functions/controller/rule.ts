import type { Memory } from "../../contract/memory";
import type { Alert } from "./alert";
import type { Settings } from "./environment";
import type { Observation } from "./observe";

/** What is to be done, in the order of the list. */
export type Action =
  /** StartInstances: safe to repeat, so nothing is claimed first. `announce` is told if EC2 found the instance stopped. */
  | { do: "ignite"; announce?: Alert }
  /**
   * Writes the memory under the condition that nobody has written it since it was read. Of two invocations at once only
   * one wins, and only the winner tells: there is no way to tell without a claim but `announce`.
   */
  | { do: "remember"; memory: Memory; tell: Alert[] }
  /** StopInstances: only ever after a claim that an earlier look of any invocation has remembered. */
  | { do: "stop" }
  /** Fails the invocation at its end, so that the failure reaches the dead-letter queue. */
  | { do: "report"; failure: string };

/** `look again`: at once, since something was changed. `wait`: after a pause, since the standby needs time. */
export type Next = "rest" | "look again" | "wait";

export interface Verdict {
  actions: Action[];
  next: Next;
}

/** A rule that does not apply has no verdict. Pure. */
export type Rule = (observation: Observation, settings: Settings) => Verdict | undefined;
