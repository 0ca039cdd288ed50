import type { Memory } from "../../contract/memory";
import type { Alert } from "./alert";
import type { Settings } from "./environment";
import type { Observation } from "./observe";
import { backToWaiting } from "./rules/back-to-waiting";
import { memoryUnreadable } from "./rules/memory-unreadable";
import { notArmed } from "./rules/not-armed";
import { primaryIsDown } from "./rules/primary-is-down";

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

export interface Decision extends Verdict {
  rule: (typeof RULES)[number]["name"] | typeof NOTHING;
}

/** A rule that does not apply has no verdict. Pure. */
export type Rule = (observation: Observation, settings: Settings) => Verdict | undefined;

/** The rules of design section 4, by its numbers; the first that applies decides. */
const RULES = [
  { name: "the memory cannot be read", rule: memoryUnreadable },
  { name: "0: not armed yet", rule: notArmed },
  { name: "3: the primary is down", rule: primaryIsDown },
  { name: "5: back to waiting", rule: backToWaiting },
] as const satisfies readonly { name: string; rule: Rule }[];

const NOTHING = "5: otherwise, nothing";

/** Pure and total: any observation has a decision, and the same one has the same. */
export function decide(observation: Observation, settings: Settings): Decision {
  for (const { name, rule } of RULES) {
    const verdict = rule(observation, settings);
    if (verdict) return { rule: name, ...verdict };
  }
  return { rule: NOTHING, actions: [], next: "rest" };
}
