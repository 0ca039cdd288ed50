import type { Settings } from "./environment";
import type { Observation } from "./observe";
import type { Rule, Verdict } from "./rule";
import { backToWaiting } from "./rules/back-to-waiting";
import { memoryUnreadable } from "./rules/memory-unreadable";
import { notArmed } from "./rules/not-armed";
import { primaryIsDown } from "./rules/primary-is-down";

export interface Decision extends Verdict {
  rule: (typeof RULES)[number]["name"] | typeof NOTHING;
}

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
