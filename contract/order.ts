/** An accepted command on its way. It survives the invocation that took it: the next tick goes on. Times as in `Memory`. */
export type Order = {
  /** Of the request. */
  id: string;
  at: number;
} & (
  | { do: "failover"; reason: string }
  | {
      do: "failback";
      reason: string;
      /** Skip the controller's own probes. */
      force: boolean;
      phase: FailbackPhase;
    }
  | {
      do: "drill";
      /** Leave the standby running until `end-drill`. */
      keep: boolean;
      ending: boolean;
    }
);

/**
 * `proving`: the primary must answer several times in a row. `turning`: the lock is removed, or about to be; every name
 * server must answer the primary. `locking`: they did not in time, and the lock is written again. `draining`: resolvers
 * forget the standby. `stopping`: the standby is on its way down.
 */
export type FailbackPhase =
  | { name: "proving" }
  | { name: "turning"; since: number }
  | { name: "locking"; why: string }
  | { name: "draining"; since: number }
  | { name: "stopping" };
