import type { Episode } from "../../contract/episode";
import type { Lock } from "../../contract/lock";
import type { Memory } from "../../contract/memory";
import type { Alert } from "./alert";

/**
 * What is to be done, in the order of the list. Start and commit are safe to repeat and need nobody's leave. All the rest
 * is done by the lease's holder only (design section 4, "One hand on the dangerous levers").
 */
export type Action =
  /** StartInstances. `announce` is told if EC2 found the instance stopped: for when there is no memory to claim it in. */
  | { do: "ignite"; announce?: Alert }
  /**
   * Writes the lock if there is none. `by`: the witnesses' word holds for five seconds; an operator's as long as it takes.
   */
  | { do: "commit"; lock: Lock; by: "witnesses" | "operator" }
  /**
   * Writes the memory, with what people are told in its outbox, under the condition that nobody has written it since it was
   * read. Where the write does not win, nobody is told, and what follows in the list is not done, but for starting.
   */
  | { do: "remember"; memory: Memory; tell: Alert[] }
  /** Sends what lies in the outbox, oldest first, and then takes it out. */
  | { do: "deliver" }
  /** Removes the lock. */
  | { do: "unlock" }
  /** StopInstances. */
  | { do: "stop" }
  /** ModifyInstanceAttribute, of a stopped instance. */
  | { do: "change type"; type: string }
  /** Writes the episode's document. */
  | { do: "record"; episode: Episode }
  /** Fails the invocation at its end, so that the failure reaches the dead-letter queue. */
  | { do: "report"; failure: string };

/** `look again`: at once, since something was changed. `wait`: after a pause, since somebody needs time. */
export type Next = "rest" | "look again" | "wait";

export interface Verdict {
  actions: Action[];
  next: Next;
}
