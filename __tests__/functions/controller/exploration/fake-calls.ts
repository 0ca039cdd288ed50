import type { Aws } from "../../../../functions/controller/aws";
import type { View } from "../../../../functions/controller/json-object";
import type { CallName, Stored, WorldState } from "./world-state";

/** What AWS makes of a call: does it, at once or slowly, refuses it, or does it and its answer is lost. */
export type Fate = "done" | "done, slowly" | "refused" | "no capacity" | "done, and not said";

/** Longer than an observation may be old when it is acted by, in milliseconds. */
export const SLOW_MS = 6_000;

type Perform = (from: WorldState, fate: Fate) => [WorldState, unknown];
type Key = "memory" | "lock" | "lease";

const NO_ANSWER = "TimeoutError";

export function viewOf<T>(stored: Stored<T> | undefined): View<T> {
  return stored === undefined ? { kind: "absent" } : { kind: "known", ...stored };
}

export const storedView = (state: WorldState, key: Key): View<unknown> => viewOf<unknown>(state[key]);

/** The AWS of the model. Each call that changes something goes through `called`, which says when and how it ends. */
export function fakeCalls(
  read: (key: Key) => Promise<unknown>,
  called: (name: CallName, perform: Perform) => Promise<unknown>,
): Aws {
  const object = (key: Key, writing: CallName, deleting: CallName) => ({
    read: () => read(key),
    write: (value: unknown, etag: string | undefined) => called(writing, written(key, value, etag)),
    delete: () => called(deleting, (from, fate) => unlessRefused(from, fate, { ...from, [key]: undefined })),
  });
  const calls: { [K in keyof Aws]: unknown } = {
    standby: {
      start: () => called("start", started),
      stop: () => called("stop", (from, fate) => unlessRefused(from, fate, stopped(from))),
      setType: (type: string) =>
        called("set type", (from, fate) =>
          unlessRefused(from, from.power === "stopped" ? fate : "refused", { ...from, type }),
        ),
    },
    memory: object("memory", "write the memory", "write the memory"),
    lock: object("lock", "write the lock", "delete the lock"),
    lease: object("lease", "take the lease", "take the lease"),
    record: () => called("record", (from, fate) => unlessRefused(from, fate, from)),
    publish: (subject: string) =>
      called("publish", (from, fate) => unlessRefused(from, fate, { ...from, mail: [...from.mail, subject] })),
  };
  return calls as unknown as Aws;
}

function unlessRefused(from: WorldState, fate: Fate, to: WorldState): [WorldState, string | undefined] {
  if (fate === "refused" || fate === "no capacity") return [from, "AccessDenied"];
  return [to, fate === "done, and not said" ? NO_ANSWER : undefined];
}

function written(key: Key, value: unknown, etag: string | undefined): Perform {
  return (from, fate) => {
    if (fate === "refused") return [from, { kind: "failed", why: "SlowDown" }];
    if (from[key]?.etag !== etag) return [from, { kind: "lost" }];
    const stored = { value, etag: `${key} ${from.writes}`, writtenAt: from.time };
    const to = { ...from, writes: from.writes + 1, [key]: stored };
    return [
      to,
      fate === "done, and not said" ? { kind: "failed", why: NO_ANSWER } : { kind: "won", etag: stored.etag },
    ];
  };
}

const started: Perform = (from, fate) => {
  if (fate === "no capacity") return [from, { kind: "refused", code: "InsufficientInstanceCapacity", message: "" }];
  if (fate === "refused") return [from, { kind: "refused", code: "RequestLimitExceeded", message: "" }];
  if (from.power === "stopping") return [from, { kind: "refused", code: "IncorrectInstanceState", message: "" }];
  const to: WorldState = from.power === "stopped" ? { ...from, power: "pending" } : from;
  if (fate === "done, and not said") return [to, { kind: "refused", code: NO_ANSWER, message: "" }];
  return [
    to,
    { kind: "accepted", from: from.power === "stopped" || from.power === "pending" ? from.power : "running" },
  ];
};

/** EC2 takes a moment to stop. */
function stopped(from: WorldState): WorldState {
  return from.power === "stopped" ? from : { ...from, power: "stopping" };
}
