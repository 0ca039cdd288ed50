import type { Answer } from "../../contract/command";
import { CONTRACT_VERSION } from "../../contract/version";
import { act } from "./act";
import type { Aws } from "./aws";
import { decide } from "./decide";
import type { Settings } from "./environment";
import type { Outcome } from "./hands";
import { etagOf } from "./json-object";
import { type LeaseHand, leaseHand } from "./lease";
import { createLog, type Log } from "./log";
import { metricsLine } from "./metrics";
import { type Attempts, NOTHING_TRIED, type Observation, observe, type Sights } from "./observe";
import { answer, isRequest } from "./request";
import { lockView } from "./stored-lock";
import { primaryIsLeaving, readTrigger, type Trigger, triggerText } from "./trigger";
import { isAnothersTurn } from "./turn";

/** The outside world of one controller. */
export interface World {
  sights: Omit<Sights, "describeStandby" | "readMemory" | "readLock" | "mayStay">;
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
 * over), what is kept of it for the last look and its actions, and the pause between two looks at what needs time.
 */
const LONGEST_STAY_MS = 75_000;
const LAST_LOOK_RESERVE_MS = 15_000;
const PAUSE_MS = 2_000;

/**
 * EC2 says `stopping` while the server may still answer: whoever is woken by it stays and probes for this long, in
 * milliseconds, and does not leave because the primary answers.
 */
const WATCH_LEAVING_MS = 60_000;

/** How often a request tries to write its order while others write the memory. */
const REQUEST_TRIES = 5;

/** Something failed although everything possible was done and remembered: Lambda sends it to the dead-letter queue. */
export class ControllerFailure extends Error {
  override name = "ControllerFailure";
}

/**
 * A request is recorded and answered. Everything else means "look now": look, decide and act until there is nothing left
 * to do or the time is used up.
 * @throws ControllerFailure at its end, if anything failed
 */
export async function invoke(
  event: unknown,
  context: InvocationContext,
  settings: Settings,
  world: World,
): Promise<Answer | undefined> {
  const { sights, aws, writeLine } = world;
  const log = createLog({ workload: settings.workload, requestId: context.awsRequestId }, sights.now, writeLine);
  const lease = leaseHand(aws.lease, context.awsRequestId, sights.now);
  const eyes: Sights = {
    ...sights,
    mayStay: async () => (await lease.take()).kind !== "other",
    describeStandby: () => aws.standby.describe(),
    readMemory: () => aws.memory.read(),
    readLock: async () => lockView(await aws.lock.read()),
  };
  if (isRequest(event)) return takeRequest(event, eyes, aws, log);

  const trigger = readTrigger(event);
  log("INFO", "woken", { trigger });
  const leaves = primaryIsLeaving(trigger, settings.primary.instanceId);
  if (await isAnothersTurn(trigger, leaves, lease, eyes)) {
    log("INFO", "another invocation holds the lease, and watches");
    return undefined;
  }
  try {
    const failures = await stay(trigger, leaves, context, { settings, eyes, aws, lease, log, writeLine });
    if (failures.length === 0) return undefined;
    log("ERROR", "failed", { failures });
    throw new ControllerFailure(failures.join("\n"));
  } finally {
    await lease.release();
  }
}

interface Stay {
  settings: Settings;
  eyes: Sights;
  aws: Aws;
  lease: LeaseHand;
  log: Log;
  writeLine(line: string): void;
}

/** Returns what failed. */
async function stay(trigger: Trigger, leaves: boolean, context: InvocationContext, parts: Stay): Promise<string[]> {
  const { settings, eyes, log } = parts;
  const { now } = eyes;
  const lastLookAt = now() + Math.min(LONGEST_STAY_MS, context.getRemainingTimeInMillis()) - LAST_LOOK_RESERVE_MS;
  const watchUntil = leaves ? now() + WATCH_LEAVING_MS : now();
  const failures = new Set<string>();
  let attempts: Attempts = NOTHING_TRIED;
  let observation: Observation | undefined;
  for (;;) {
    observation = await observe(eyes, { attempts, trigger: triggerText(trigger) }, observation);
    const { rule, actions, next } = decide(observation, settings);
    logLook(log, observation, rule, next);
    const outcome = await act(actions, observation, { ...parts, now });
    for (const failure of [...unreadable(observation), ...outcome.failures]) failures.add(failure);
    ({ attempts } = outcome);
    if (outcome.claim === "not ours" || isStuck(outcome)) break;

    const watches = next === "rest" && now() < watchUntil;
    const again = outcome.claim === "lost" || watches ? "wait" : next;
    const pause = again === "wait" ? PAUSE_MS : 0;
    if (again === "rest" || now() + pause > lastLookAt) break;
    // Whoever stays, stays alone: ticks that come meanwhile end at once.
    if (again === "wait" && (await parts.lease.take()).kind === "other") break;
    await eyes.sleep(pause);
  }
  parts.writeLine(metricsLine(observation, settings));
  return [...failures];
}

/** A failed write would be tried again at once; the next tick is the retry. A message that cannot be sent waits in the outbox. */
function isStuck({ claim, failures, attempts: { failed, start, mailFailed } }: Outcome): boolean {
  return claim === "failed" || (failures.length > 0 && failed.length === 0 && start.kind === "none" && !mailFailed);
}

async function takeRequest(event: unknown, eyes: Sights, aws: Aws, log: Log): Promise<Answer> {
  let answered: Answer | undefined;
  for (let tries = 0; tries < REQUEST_TRIES; tries++) {
    const [memory, lock, standby, primary] = await Promise.all([
      eyes.readMemory(),
      eyes.readLock(),
      eyes.describeStandby(),
      eyes.probePrimary(),
    ]);
    const found = answer(event, { at: eyes.now(), memory, lock, standby, primary });
    answered = found.answer;
    if (!found.memory) break;
    const written = await aws.memory.write(found.memory, etagOf(memory));
    if (written.kind === "won") break;
    const why = written.kind === "failed" ? written.why : "others keep writing the controller's memory";
    const text = `The request could not be recorded: ${why}. Repeat it with the same id.`;
    answered = { version: CONTRACT_VERSION, id: found.answer.id, accepted: false, code: "try again", text };
    if (written.kind === "failed") break;
  }
  log("WARN", "asked", { request: event, answer: answered });
  return answered!;
}

function unreadable({ memory, standby, lock }: Observation): string[] {
  return [
    ...(memory.kind === "unknown" ? [`The memory cannot be read: ${memory.why}`] : []),
    ...(lock.kind === "unknown" ? [`The failover lock cannot be read: ${lock.why}`] : []),
    ...(standby.state === "unknown" ? [`The standby's instance cannot be described: ${standby.why}`] : []),
  ];
}

function logLook(log: Log, observation: Observation, rule: string, next: string): void {
  const { ownProbes, nameServers, standby, memory, lock, attempts } = observation;
  const { start, failed } = attempts;
  log("INFO", "looked", {
    rule,
    next,
    ownProbes,
    nameServers,
    standby,
    memory: memory.kind,
    lock: lock.kind,
    start: start.kind,
    failed,
  });
}
