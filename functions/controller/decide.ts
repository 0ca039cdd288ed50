import type { Action, Verdict } from "./action";
import { unchanged } from "./change";
import type { Settings } from "./environment";
import type { Observation } from "./observe";
import type { Rule } from "./rule";
import { drill } from "./rules/drill";
import { failedAction } from "./rules/failed-action";
import { lockExists } from "./rules/lock-exists";
import { maintenance } from "./rules/maintenance";
import { memoryUnreadable } from "./rules/memory-unreadable";
import { notArmed } from "./rules/not-armed";
import { orderedFailback } from "./rules/ordered-failback";
import { orderedFailover } from "./rules/ordered-failover";
import { primaryIsDown } from "./rules/primary-is-down";
import { standDown } from "./rules/stand-down";
import { waiting } from "./rules/waiting";

export interface Decision extends Verdict {
  rule: (typeof RULES)[number]["name"] | typeof UNREADABLE | typeof NOTHING;
}

/**
 * The rules of design section 4, by its numbers, with the operator's orders where they take precedence; the first that
 * applies decides. The lock comes before everything that could let a standby rest, also before arming.
 */
const RULES = [
  { name: "an action failed", rule: failedAction },
  { name: "an operator's failback", rule: orderedFailback },
  { name: "an operator's failover", rule: orderedFailover },
  { name: "2: the lock exists", rule: lockExists },
  { name: "0: not armed yet", rule: notArmed },
  { name: "1: maintenance", rule: maintenance },
  { name: "3: the primary is down", rule: primaryIsDown },
  { name: "an operator's drill", rule: drill },
  { name: "4: the primary is back", rule: standDown },
  { name: "5: waiting", rule: waiting },
] as const satisfies readonly { name: string; rule: Rule }[];

/** Every rule goes by the memory. */
const UNREADABLE = "the memory cannot be read";
const NOTHING = "5: otherwise, nothing";

/** Pure and total: any observation has a decision, and the same one has the same. */
export function decide(observation: Observation, settings: Settings): Decision {
  const before = unchanged(observation);
  if (before === undefined) {
    const verdict = memoryUnreadable(observation);
    if (verdict) return { rule: UNREADABLE, ...verdict };
  } else {
    for (const { name, rule } of RULES) {
      const verdict = rule(observation, settings, before);
      if (verdict) return { rule: name, ...verdict, actions: withMail(verdict.actions, observation) };
    }
  }
  return { rule: NOTHING, actions: withMail([], observation), next: "rest" };
}

/** Whatever the rule: what is told now is sent, and what somebody before left unsent. Last, so that nothing waits for SNS. */
function withMail(actions: Action[], { memory, attempts }: Observation): Action[] {
  const isNew = actions.some((action) => action.do === "remember" && action.tell.length > 0);
  const isLeft = memory.kind === "known" && memory.value.outbox !== undefined;
  return (isNew || isLeft) && !attempts.mailFailed ? [...actions, { do: "deliver" }] : actions;
}
