/** The objects in the lock bucket. */
export const LOCK_BUCKET_KEY = {
  /** The failover lock. Route 53's checkers ask for it by this path; nobody else may read it without credentials. */
  lock: "failover-lock",
  /** What the controller remembers between two invocations: a `Memory`. */
  memory: "controller/memory.json",
} as const;
