import { act, type Outcome } from "./act";
import type { Aws } from "./aws";
import { decide } from "./decide";
import type { Settings } from "./environment";
import { createLog, type Log } from "./log";
import { type Observation, observe, type Sights, type StartAttempt } from "./observe";
import { readTrigger } from "./trigger";

/** The outside world of one controller. */
export interface World {
  sights: Omit<Sights, "describeStandby" | "readMemory">;
  aws: Aws;
  /** Takes one line of the log, with its line end. */
  writeLine(line: string): void;
}

/** The part of Lambda's context that is used. */
export interface InvocationContext {
  awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/**
 * Longest stay of one invocation in milliseconds (design section 4: the function's timeout is 90 s, the next tick takes
 * over), what is kept of it for the last look and its actions, and the pause between two looks at a standby that is
 * coming up.
 */
const LONGEST_STAY_MS = 75_000;
const LAST_LOOK_RESERVE_MS = 15_000;
const PAUSE_MS = 2_000;

/** Something failed although everything possible was done and remembered: Lambda sends it to the dead-letter queue. */
export class ControllerFailure extends Error {
  override name = "ControllerFailure";
}

/** Looks, decides and acts until there is nothing left to do or the time is used up. Throws `ControllerFailure` at its end. */
export async function invoke(
  event: unknown,
  context: InvocationContext,
  settings: Settings,
  world: World,
): Promise<void> {
  const { sights, aws, writeLine } = world;
  const log = createLog({ workload: settings.workload, requestId: context.awsRequestId }, sights.now, writeLine);
  const stay = Math.min(LONGEST_STAY_MS, context.getRemainingTimeInMillis());
  const lastLookAt = sights.now() + stay - LAST_LOOK_RESERVE_MS;
  log("INFO", "woken", { trigger: readTrigger(event) });

  const eyes: Sights = {
    ...sights,
    describeStandby: () => aws.standby.describe(),
    readMemory: () => aws.memory.read(),
  };
  const failures = new Set<string>();
  let start: StartAttempt = { kind: "none" };
  let observation: Observation | undefined;
  for (;;) {
    observation = await observe(eyes, start, observation);
    const { rule, actions, next } = decide(observation, settings);
    logLook(log, observation, rule, next);
    const outcome = await act(actions, observation, { settings, aws, now: sights.now, log });
    for (const failure of [...unreadable(observation), ...outcome.failures]) failures.add(failure);
    start = outcome.start ?? start;

    const again = outcome.claim === "lost" ? "wait" : next;
    const pause = again === "wait" ? PAUSE_MS : 0;
    if (again === "rest" || isStuck(outcome) || sights.now() + pause > lastLookAt) break;
    await sights.sleep(pause);
  }
  if (failures.size === 0) return;
  const text = [...failures].join("\n");
  log("ERROR", "failed", { failures: [...failures] });
  throw new ControllerFailure(text);
}

/** A failed write would be tried again at once, and a message that cannot be sent as well; the next tick is the retry. */
function isStuck({ claim, failures, start }: Outcome): boolean {
  return claim === "failed" || (failures.length > 0 && start === undefined && claim !== "lost");
}

function unreadable({ memory, standby }: Observation): string[] {
  return [
    ...(memory.kind === "unknown" ? [`The memory cannot be read: ${memory.why}`] : []),
    ...(standby.state === "unknown" ? [`The standby's instance cannot be described: ${standby.why}`] : []),
  ];
}

function logLook(log: Log, observation: Observation, rule: string, next: string): void {
  const { ownProbes, nameServers, standby, memory, start } = observation;
  log("INFO", "looked", { rule, next, ownProbes, nameServers, standby, memory: memory.kind, start: start.kind });
}
