import type { Action } from "./action";
import type { Alert } from "./alert";
import type { Hands, Outcome } from "./hands";
import { type Desk, deliver, remember, tell } from "./mail";
import { writeMessage } from "./message";
import type { FailedAction, Observation } from "./observe";

/** A stop and a commit go by an observation no older than this (design section 4, properties 1 and 4), in milliseconds. */
export const ACT_WITHIN_MS = 5_000;

/** EC2's words for "not now, not this type": another type may go. */
const WITHOUT_CAPACITY: ReadonlySet<string> = new Set([
  "InsufficientInstanceCapacity",
  "InsufficientHostCapacity",
  "VcpuLimitExceeded",
  "InstanceLimitExceeded",
  "Unsupported",
]);

/** Carries the actions out in their order. Never rejects. */
export async function act(actions: readonly Action[], observation: Observation, hands: Hands): Promise<Outcome> {
  const outcome: Outcome = { attempts: observation.attempts, claim: "none", failures: [] };
  const desk: Desk = { memory: observation.memory };
  for (const action of actions) {
    if (!isSafeToRepeat(action)) {
      if (outcome.claim !== "none" && outcome.claim !== "won") continue;
      const grip = await hands.lease.take();
      if (grip.kind !== "held") {
        hands.log("INFO", `not done without the lease: ${action.do}`, { ...grip });
        outcome.claim = grip.kind === "other" ? "not ours" : "failed";
        if (grip.kind === "unknown") outcome.failures.push(`The lease cannot be taken: ${grip.why}`);
        continue;
      }
    }
    await does(action, observation, desk, hands, outcome);
  }
  return outcome;
}

/** What two invocations at once may both do. A report goes nowhere but to this invocation's own end. */
const isSafeToRepeat = (action: Action) => action.do === "ignite" || action.do === "commit" || action.do === "report";

async function does(
  action: Action,
  observation: Observation,
  desk: Desk,
  hands: Hands,
  outcome: Outcome,
): Promise<void> {
  const { aws, log } = hands;
  switch (action.do) {
    case "ignite":
      return ignite(action.announce, observation, hands, outcome);
    case "remember":
      return remember(action, observation.at, desk, hands, outcome);
    case "deliver":
      return deliver(desk, hands, outcome);
    case "commit": {
      if (action.by === "witnesses" && isTooOld(action.do, observation, hands)) return;
      const written = await aws.lock.write(action.lock, undefined);
      log(written.kind === "failed" ? "ERROR" : "WARN", "commit", { ...written, lock: action.lock });
      if (written.kind === "failed") failed("commit", written.why, outcome);
      return;
    }
    case "unlock": {
      const why = await aws.lock.delete();
      log(why === undefined ? "WARN" : "ERROR", "unlock", { why });
      if (why !== undefined) failed("unlock", why, outcome);
      return;
    }
    case "stop": {
      if (isTooOld(action.do, observation, hands)) return;
      const why = await aws.standby.stop();
      log(why === undefined ? "INFO" : "ERROR", "StopInstances", { why });
      if (why !== undefined) failed("stop", why, outcome);
      return;
    }
    case "change type": {
      const why = await aws.standby.setType(action.type);
      log(why === undefined ? "WARN" : "ERROR", "change of type", { type: action.type, why });
      if (why !== undefined) failed("change of type", why, outcome);
      return;
    }
    case "record": {
      const why = await aws.record(action.episode);
      if (why !== undefined) {
        outcome.failures.push(`The episode's document cannot be written: ${why}`);
        // What follows would forget it.
        outcome.claim = "failed";
      }
      return;
    }
    case "report":
      outcome.failures.push(action.failure);
  }
}

function isTooOld(what: Action["do"], { at }: Observation, { now, log }: Hands): boolean {
  const age = now() - at;
  if (age <= ACT_WITHIN_MS) return false;
  log("WARN", `not done, the observation is too old and the next look decides again: ${what}`, { age });
  return true;
}

function failed(what: FailedAction["what"], why: string, outcome: Outcome): void {
  const others = outcome.attempts.failed.filter((each) => each.what !== what);
  outcome.attempts = { ...outcome.attempts, failed: [...others, { what, why }] };
  outcome.failures.push(`${what}: ${why}`);
}

async function ignite(
  announce: Alert | undefined,
  { standby }: Observation,
  hands: Hands,
  outcome: Outcome,
): Promise<void> {
  const { settings, aws, now, log } = hands;
  const start = await aws.standby.start();
  log(start.kind === "accepted" ? "INFO" : "ERROR", "StartInstances", { ...start });
  const { attempts } = outcome;
  const type = standby.state === "unknown" ? "" : standby.type;
  const lacks = start.kind === "refused" && WITHOUT_CAPACITY.has(start.code);
  outcome.attempts = {
    ...attempts,
    start: { ...start, at: now() },
    withoutCapacity: lacks ? [...attempts.withoutCapacity, type] : attempts.withoutCapacity,
  };
  if (announce && start.kind === "accepted" && start.from === "stopped")
    await tell(writeMessage(announce, settings), hands, outcome);
}
