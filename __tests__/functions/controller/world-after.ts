import type { Action } from "../../../functions/controller/action";
import type { Observation } from "../../../functions/controller/observe";
import { known, pending, stopped, stopping, unlocked } from "./observed";

/** What is observed after these actions, if nothing else happens. */
export function worldAfter(o: Observation, actions: readonly Action[]): Observation {
  let next = o;
  for (const each of actions) {
    switch (each.do) {
      case "ignite":
        next = {
          ...next,
          standby: pending,
          attempts: { ...next.attempts, start: { kind: "accepted", from: "stopped", at: o.at } },
        };
        break;
      case "stop":
        next = { ...next, standby: stopping };
        break;
      case "remember":
        next = { ...next, memory: known(each.memory) };
        break;
      case "commit":
        next = { ...next, lock: { kind: "present", writtenAt: o.at, lock: each.lock } };
        break;
      case "unlock":
        next = { ...next, lock: unlocked };
        break;
      case "change type":
        next = { ...next, standby: { ...stopped, type: each.type } as Observation["standby"] };
        break;
    }
  }
  return next;
}
