import { type Alert, writeMessage } from "./alert";
import type { Aws } from "./aws";
import type { Settings } from "./environment";
import type { Log } from "./log";
import type { Observation, StartAttempt } from "./observe";
import type { Action } from "./rule";

/** A stop goes by an observation no older than this (design section 4, property 4), in milliseconds. */
export const STOP_WITHIN_MS = 5_000;

/** What came of a decision's actions. */
export interface Outcome {
  start?: StartAttempt;
  /** What became of the claim. After `lost` another look is due; after `failed` no claim can be made. */
  claim: "none" | "won" | "lost" | "failed";
  /** For the dead-letter queue. */
  failures: string[];
}

/** What acting takes. */
export interface Hands {
  settings: Settings;
  aws: Aws;
  now(): number;
  log: Log;
}

/** Carries the actions out in their order. After a lost or failed claim nobody is told. Never rejects. */
export async function act(actions: readonly Action[], observation: Observation, hands: Hands): Promise<Outcome> {
  const { aws, now, log } = hands;
  const outcome: Outcome = { claim: "none", failures: [] };
  for (const action of actions) {
    switch (action.do) {
      case "ignite": {
        const started = await aws.standby.start();
        outcome.start = { ...started, at: now() };
        log(started.kind === "accepted" ? "INFO" : "ERROR", "StartInstances", { ...started });
        if (action.announce && started.kind === "accepted" && started.from === "stopped") {
          await tell(action.announce, hands, outcome);
        }
        break;
      }
      case "remember":
        await remember(action, observation, hands, outcome);
        break;
      case "stop": {
        const age = now() - observation.at;
        if (age > STOP_WITHIN_MS) {
          log("WARN", "not stopped: the observation is too old; the next look decides again", { age });
          break;
        }
        try {
          await aws.standby.stop();
          log("INFO", "StopInstances: the new standby has served and waits from now on");
        } catch (error) {
          outcome.failures.push(`StopInstances: ${error}`);
        }
        break;
      }
      case "report":
        outcome.failures.push(action.failure);
        break;
    }
  }
  return outcome;
}

async function remember(
  { memory, tell: alerts }: Extract<Action, { do: "remember" }>,
  { memory: view }: Observation,
  hands: Hands,
  outcome: Outcome,
): Promise<void> {
  const { aws, log } = hands;
  const written = await aws.memory.write(memory, view.kind === "known" ? view.etag : undefined);
  outcome.claim = written.kind;
  if (written.kind === "lost") return log("INFO", "another invocation has written the memory first");
  if (written.kind === "failed") {
    outcome.failures.push(`The memory cannot be written: ${written.why}`);
    return;
  }
  log("INFO", "remembered", { memory });
  const untold: string[] = [];
  for (const alert of alerts) {
    if (!(await tell(alert, hands, outcome))) untold.push(alert.key);
  }
  if (untold.length === 0) return;
  // Forgotten again, so that a later look tells it. If this write fails too, the dead-letter queue has the message.
  await aws.memory.write({ ...memory, told: memory.told.filter((key) => !untold.includes(key)) }, written.etag);
}

async function tell(alert: Alert, { settings, aws, log }: Hands, outcome: Outcome): Promise<boolean> {
  const { subject, text } = writeMessage(alert, settings);
  try {
    await aws.alerts.publish(subject, text);
    log("WARN", "told people", { subject });
    return true;
  } catch (error) {
    outcome.failures.push(`People could not be told "${subject}": ${error}`);
    return false;
  }
}
