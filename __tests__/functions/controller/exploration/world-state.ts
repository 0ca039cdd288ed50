import type { Lease, Lock } from "../../../../contract/lock";
import type { Memory } from "../../../../contract/memory";
import type { Action, Next } from "../../../../functions/controller/action";
import type { Attempts, Observation } from "../../../../functions/controller/observe";
import { armed, MINUTE, NOW, opened, TYPE } from "../observed";

/** One S3 object; `etag` is new with every write. */
export interface Stored<T> {
  value: T;
  etag: string;
  writtenAt: number;
}

/** The whole world at one moment. Immutable: a step makes another one. Times in milliseconds since 1970-01-01 UTC. */
export interface WorldState {
  readonly time: number;
  /** Counts the writes, so that no two have the same ETag. */
  readonly writes: number;
  readonly primary: "serves" | "fails";
  /** What the zone's name servers answer: all the primary, some each, all the standby. */
  readonly dns: "up" | "down" | "gone";
  /** `boots`: it runs and does not serve, yet or any more. */
  readonly power: "stopped" | "pending" | "boots" | "serves" | "stopping";
  readonly type: string;
  readonly memory: Stored<Memory> | undefined;
  readonly lock: Stored<Lock | undefined> | undefined;
  readonly lease: Stored<Lease> | undefined;
  readonly invocations: readonly Invocation[];
  /** What people were told since this list was last emptied. No decision reads it. */
  readonly mail: readonly string[];
  /** The judge's own list of messages that are not done with, oldest first. No decision reads it. */
  readonly post: readonly Posted[];
}

/**
 * A message by its subject. `owed`: its change is written, and SNS has never taken it. `doubtful`: SNS has taken it, and
 * whoever sent it died, or heard no answer, before the memory could say so: it may come once more.
 */
export interface Posted {
  readonly subject: string;
  readonly state: "owed" | "doubtful";
}

/** An invocation of the function that is alive. */
export interface Invocation {
  readonly id: string;
  /** Of the lease, where it holds it. */
  readonly leaseEtag: string | undefined;
  readonly attempts: Attempts;
  /** Its last observation; the next look begins with its testimony of the own probes. */
  readonly before: Observation | undefined;
  /** Subjects that it has sent since its last write to the memory. */
  readonly sent: readonly string[];
  /** What it is doing; absent between two looks. */
  readonly deed: Deed | undefined;
}

/** A decision on its way: the real `act` is replayed with the results so far, up to the call that comes next. */
export interface Deed {
  readonly observation: Observation;
  /** What the world showed at the look, in the model's own words: the properties are judged by this. */
  readonly seen: Seen;
  readonly actions: readonly Action[];
  readonly next: Next;
  /** What the calls answered, and the clock said, in the order in which `act` asked. */
  readonly results: readonly unknown[];
  /** Milliseconds that its calls have taken. The clock of the world stands still meanwhile. */
  readonly delay: number;
  /** The call that `act` is about to make. */
  readonly pending: CallName;
}

export interface Seen {
  readonly at: number;
  readonly primaryAnswered: boolean;
  readonly dns: WorldState["dns"] | "unknown";
  readonly standbyServed: boolean;
  readonly lock: "present" | "absent" | "unknown";
  /** Whether the memory said that the controller is armed. */
  readonly isArmed: boolean;
  /** The operator's order at that time. */
  readonly order: "failover" | "failback" | "drill" | undefined;
}

/** The calls that change something; a crash, or another invocation, may come before each of them. */
export type CallName =
  | "take the lease"
  | "start"
  | "stop"
  | "set type"
  | "write the memory"
  | "write the lock"
  | "delete the lock"
  | "record"
  | "publish";

/** All is well: armed, the proven standby is stopped, nobody looks. */
export const quiet: WorldState = {
  time: NOW,
  writes: 0,
  primary: "serves",
  dns: "up",
  power: "stopped",
  type: TYPE,
  memory: {
    value: armed(),
    etag: "memory",
    writtenAt: NOW - 4,
  },
  lock: undefined,
  lease: undefined,
  invocations: [],
  mail: [],
  post: [],
};

/** As Terraform leaves a new deployment: the standby boots, and nobody has seen anything yet. */
export const deployed: WorldState = { ...quiet, memory: undefined, power: "boots", primary: "fails" };

/** Somebody has written the lock by hand over a primary that serves. */
export const heldByLock: WorldState = { ...quiet, lock: { value: undefined, etag: "by hand", writtenAt: NOW } };

/** A failover that was not committed: the primary has been back for an hour, and the standby that was ignited runs. */
export const primaryIsBack: WorldState = {
  ...quiet,
  power: "serves",
  memory: { ...quiet.memory!, value: armed({ episode: opened({ primaryBackAt: NOW - 60 * MINUTE }) }) },
};

/** DNS is at the standby, which serves, and the primary serves as well. */
export const checkersLie: WorldState = { ...primaryIsBack, dns: "gone" };

const letter = { key: "armed", composedAt: NOW, subject: "web: protected", text: "" };

/** Whoever decided on a message has died before it was sent. */
export const letterWaits: WorldState = {
  ...quiet,
  memory: { ...quiet.memory!, value: armed({ told: ["armed"], outbox: [letter] }) },
  post: [{ subject: letter.subject, state: "owed" }],
};
