import type { Memory } from "../../contract/memory";
import type { View } from "./json-object";
import type { NameServers } from "./name-servers";
import type { ProbeFailure, ProbeResult } from "./probe";
import type { Power, StartOutcome } from "./standby-instance";
import type { LockView } from "./stored-lock";

/**
 * What the controller's own probes testify about the primary. `unknown`: a probe failed, and none has confirmed it.
 * `since`: when the first of this invocation's failing probes began. `inARow`: good answers of this invocation, one a look.
 */
export type OwnProbes =
  | { says: "up"; inARow: number }
  | { says: "down"; failure: ProbeFailure; since: number }
  | { says: "unknown"; failure: ProbeFailure; since: number };

/** The standby's instance; where it runs, also how the site answers. */
export type Standby = Exclude<Power, { state: "running" }> | { state: "running"; type: string; answer: ProbeResult };

/** What this invocation has tried in vain or in hope. `at` in milliseconds since 1970-01-01 UTC. */
export interface Attempts {
  start: { kind: "none" } | (StartOutcome & { at: number });
  /** Instance types for which EC2 had no capacity or no quota, in the order in which they were tried. */
  withoutCapacity: readonly string[];
  /** Actions that failed; the latest of each kind. */
  failed: readonly FailedAction[];
  /** SNS has not taken a message: the next invocation tries again, and this one goes on with what else there is to do. */
  mailFailed: boolean;
}

export interface FailedAction {
  readonly what: "commit" | "unlock" | "stop" | "change of type";
  readonly why: string;
}

export const NOTHING_TRIED: Attempts = { start: { kind: "none" }, withoutCapacity: [], failed: [], mailFailed: false };

/** All that `decide` knows. */
export interface Observation {
  /** When the oldest testimony in it was given, in milliseconds since 1970-01-01 UTC. */
  at: number;
  ownProbes: OwnProbes;
  nameServers: NameServers;
  standby: Standby;
  memory: View<Memory>;
  lock: LockView;
  attempts: Attempts;
  /** What woke this invocation, in words: the record of an episode begins with it. */
  trigger: string;
}

/** What can be looked at. None of these rejects. */
export interface Sights {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  probePrimary(): Promise<ProbeResult>;
  probeStandby(): Promise<ProbeResult>;
  askNameServers(): Promise<NameServers>;
  describeStandby(): Promise<Power>;
  readMemory(): Promise<View<Memory>>;
  readLock(): Promise<LockView>;
  /**
   * Whether this invocation may stay: taking ten seconds to confirm is one invocation's work. Only another's live lease
   * says no; where it cannot be read, looking longer does no harm.
   */
  mayStay(): Promise<boolean>;
}

/**
 * When a failed probe is repeated, in milliseconds after the first one began. One lost packet is not a dead primary;
 * ten seconds without a single answer, seen from another region, is what Route 53's own checkers (10 s × 3) also ask
 * for, less their patience: igniting for nothing costs a cent.
 */
export const CONFIRMING_PROBES = [3_000, 6_000, 10_000] as const;

/**
 * A good answer older than this, in milliseconds, is asked for again when the look ends: beside it another site may have
 * used up a probe's six seconds, and nobody may be stopped or committed to by what is older than five.
 */
const FRESH_MS = 1_000;

/** A probe's result, and when it was known. */
interface Sight {
  result: ProbeResult;
  at: number;
}

/** Looks once at everything. `before` is this invocation's last observation. */
export async function observe(
  sights: Sights,
  { attempts, trigger }: Pick<Observation, "attempts" | "trigger">,
  before?: Observation,
): Promise<Observation> {
  const startedAt = sights.now();
  const earlier = before?.ownProbes;
  let look = await lookAround(sights, () => probed(sights, sights.probePrimary));
  const { result } = look.primary;
  let ownProbes: OwnProbes;
  if (result.kind === "serves") {
    ownProbes = { says: "up", inARow: (earlier?.says === "up" ? earlier.inARow : 0) + 1 };
  } else {
    const failing = {
      failure: result,
      since: earlier === undefined || earlier.says === "up" ? startedAt : earlier.since,
    };
    ownProbes = { says: earlier?.says === "down" ? "down" : "unknown", ...failing };
    if (ownProbes.says === "unknown" && isWorthConfirming(look) && (await sights.mayStay())) {
      const confirmed = await confirm(sights, startedAt, look.primary);
      // Ten seconds later the rest is old.
      look = await lookAround(sights, async () => confirmed);
      ownProbes =
        confirmed.result.kind === "serves"
          ? { says: "up", inARow: 1 }
          : { says: "down", failure: confirmed.result, since: failing.since };
    }
  }
  const { at, nameServers, standby, memory, lock } = look;
  return { at, ownProbes, nameServers, standby, memory, lock, attempts, trigger };
}

interface Look extends Pick<Observation, "at" | "nameServers" | "standby" | "memory" | "lock"> {
  primary: Sight;
}

/** First what may take a probe's six seconds, both sites side by side; then what is quick, and what has grown old. */
async function lookAround(sights: Sights, lookAtPrimary: () => Promise<Sight>): Promise<Look> {
  const [first, { power, sight }] = await Promise.all([lookAtPrimary(), lookAtStandby(sights)]);
  const [primary, answered, nameServers, memory, lock] = await Promise.all([
    again(sights, first, sights.probePrimary),
    sight && again(sights, sight, sights.probeStandby),
    sights.askNameServers(),
    sights.readMemory(),
    sights.readLock(),
  ]);
  const at = Math.min(primary.at, answered?.at ?? primary.at);
  const standby = power.state === "running" ? { ...power, answer: answered!.result } : power;
  return { at, primary, standby, nameServers, memory, lock };
}

async function probed(sights: Sights, probe: () => Promise<ProbeResult>): Promise<Sight> {
  const result = await probe();
  return { result, at: sights.now() };
}

/** A bad answer stays one: asking a dead site twice would only take longer. */
function again(sights: Sights, sight: Sight, probe: () => Promise<ProbeResult>): Promise<Sight> | Sight {
  return sight.result.kind === "serves" && sights.now() - sight.at > FRESH_MS ? probed(sights, probe) : sight;
}

async function lookAtStandby(sights: Sights): Promise<{ power: Power; sight: Sight | undefined }> {
  const power = await sights.describeStandby();
  return { power, sight: power.state === "running" ? await probed(sights, sights.probeStandby) : undefined };
}

/**
 * Whether ten more seconds could change a decision. An unarmed controller ignites for nobody; once the name servers
 * say "down", one witness is there and the standby starts at once, and the next look confirms; while the lock exists
 * nobody asks how the primary is; and where the memory cannot be read both witnesses are needed, so that only then the
 * second one is worth its time.
 */
function isWorthConfirming({ memory, lock, nameServers }: Look): boolean {
  if (lock.kind === "present") return false;
  switch (memory.kind) {
    case "absent":
      return false;
    case "known":
      return memory.value.armedAt !== undefined && (!sayDown(nameServers) || memory.value.episode !== undefined);
    case "unknown":
      return sayDown(nameServers);
  }
}

/** Any good answer says "up". */
async function confirm(sights: Sights, firstBeganAt: number, first: Sight): Promise<Sight> {
  let last = first;
  for (const offset of CONFIRMING_PROBES) {
    await sights.sleep(Math.max(0, firstBeganAt + offset - sights.now()));
    last = await probed(sights, sights.probePrimary);
    if (last.result.kind === "serves") return last;
  }
  return last;
}

/** Whether this witness says that the primary is down, weakly or strongly. */
export function sayDown(nameServers: NameServers): boolean {
  return nameServers.says === "down" || nameServers.says === "gone";
}

export function seesPrimary(observation: Observation): boolean {
  return observation.ownProbes.says === "up" && observation.nameServers.says === "up";
}

/** Both witnesses have the primary gone: the only ground, but an operator's word, to commit on. */
export function primaryIsGone({ ownProbes, nameServers }: Observation): boolean {
  return ownProbes.says === "down" && nameServers.says === "gone";
}

export function standbyServes({ standby }: Observation): boolean {
  return standby.state === "running" && standby.answer.kind === "serves";
}
