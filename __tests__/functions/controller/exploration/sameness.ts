import type { Memory } from "../../../../contract/memory";
import type { Observation } from "../../../../functions/controller/observe";
import { settings } from "../observed";
import { isOnlyMail } from "./post";
import type { Invocation, WorldState } from "./world-state";

/**
 * Time passes in steps of this many milliseconds, in which an invocation ends and a lease runs out, or in five of them. No
 * threshold of the controller is a multiple of it, so that an age is above its threshold, or below, and never at it.
 */
export const STEP_MS = 6.5 * 60_000;
export const LONG_STEP_MS = 5 * STEP_MS;

/** The thresholds that decisions read, in milliseconds; each is a constant of a rule, or a setting. */
const THRESHOLD = {
  arming: 30 * 60_000,
  firstBoot: 10 * 60_000,
  startSettles: 15_000,
  patience: 5 * 60_000,
  drillServes: 15 * 60_000,
  givenUp: 30 * 60_000,
  turnWithin: 3 * 60_000,
  drain: 2 * settings.ttlSeconds * 1_000,
  promise: settings.promisedRecoverySeconds * 1_000,
} as const;

/**
 * Two worlds with the same text differ in absolute time, or in what no decision reads, and in nothing else: ages in whole
 * steps, up to the threshold that somebody asks for; of a record only whether a field is there; no words.
 * @param told what is told apart: an age within the grace period, and so many of the messages that wait
 */
export function sameness(state: WorldState, told: ToldApart): string {
  const { time, primary, dns, power, type, memory, lock, lease, invocations, post } = state;
  const holder = lease && lease.value.until > time ? lease.value.holder : undefined;
  const inFlight = invocations.map((each) => invocationText(state, each, holder, told)).sort();
  const holds =
    holder === undefined ? "free" : invocations.some(({ id }) => id === holder) ? "held" : "held by the dead";
  return [
    primary,
    dns,
    power,
    type === settings.standby.instanceType ? "" : "other type",
    lock ? `lock ${lock.writtenAt === memory?.value.episode?.committedAt}` : "",
    holds,
    memory ? memoryText(memory.value, time, told, lock?.writtenAt) : "no memory",
    post.some((each) => each.state === "owed"),
    post.some((each) => each.state === "doubtful"),
    ...inFlight,
  ].join("|");
}

export interface ToldApart {
  graceSeconds: number;
  /** One, or several: what is done to one is done to the next. */
  letters: 1 | 2;
}

function memoryText(
  memory: Memory,
  now: number,
  { graceSeconds, letters }: ToldApart,
  lockedAt: number | undefined,
): string {
  const age = (since: number | undefined, threshold: number) =>
    since === undefined ? "-" : Math.min(Math.floor((now - since) / STEP_MS), Math.ceil(threshold / STEP_MS));
  const is = (value: unknown) => (value === undefined ? "-" : "+");
  const {
    armedAt,
    firstSeenAt,
    provenStandby,
    unproven,
    episode: e,
    order,
    maintenance,
    finished,
    outbox,
    stray,
  } = memory;
  const episode = e && [
    e.kind[0],
    is(e.witness),
    age(e.startedAt, order?.do === "drill" ? THRESHOLD.drillServes : THRESHOLD.promise),
    is(e.ignitedAt),
    age(e.startedInstanceAt, THRESHOLD.startSettles),
    age(e.servingAt, THRESHOLD.patience),
    is(e.notServingSince),
    is(e.turnedAt),
    is(e.committedAt),
    is(e.unlockedAt),
    age(e.primaryBackAt, graceSeconds * 1_000),
    is(e.stoodDownAt),
  ];
  return [
    armedAt === undefined
      ? `unarmed ${age(firstSeenAt, THRESHOLD.arming)}`
      : `armed ${unproven ? age(armedAt, THRESHOLD.drain) : ""}`,
    is(provenStandby),
    unproven ? age(unproven.since, THRESHOLD.firstBoot) : "-",
    ...(episode ?? ["no episode"]),
    order ? orderText(order, age) : "no order",
    maintenance ? `maintenance ${maintenance.standby} ${stepsLeft(maintenance.until - now)}` : "",
    is(finished),
    Math.min(outbox?.length ?? 0, letters),
    stray === undefined ? "" : `stray ${age(stray, graceSeconds * 1_000)} ${memory.told.includes(`stray/${stray}`)}`,
    ...toldText(memory, lockedAt),
  ].join(",");
}

const stepsLeft = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / STEP_MS));

function orderText(order: NonNullable<Memory["order"]>, age: (since: number, threshold: number) => unknown): string {
  switch (order.do) {
    case "failover":
      return `failover ${age(order.at, THRESHOLD.givenUp)}`;
    case "drill":
      return `drill ${order.ending} ${age(order.at, THRESHOLD.drillServes)}`;
    case "failback": {
      const { phase, force } = order;
      const since =
        "since" in phase ? age(phase.since, phase.name === "turning" ? THRESHOLD.turnWithin : THRESHOLD.drain) : "";
      return `failback ${force} ${phase.name} ${since}`;
    }
  }
}

/** Messages are judged where invocations run to their end; here counts which of them is still to come to a person at all. */
function toldText({ told, episode }: Memory, lockedAt: number | undefined): string[] {
  const { notServingSince, id } = episode ?? {};
  const awaited = [`${id}/not serving/${notServingSince}`, `${id}/committed/${lockedAt}`];
  return awaited.filter((key) => told.includes(key)).map((key) => key.split("/")[2]!);
}

function invocationText(
  state: WorldState,
  invocation: Invocation,
  holder: string | undefined,
  told: ToldApart,
): string {
  const { attempts, before, sent, deed } = invocation;
  const { start, withoutCapacity, failed, mailFailed } = attempts;
  const started = state.memory?.value.episode?.startedInstanceAt;
  const words = [
    invocation.id === holder ? "holder" : "",
    start.kind === "none"
      ? ""
      : `${start.kind} ${start.kind === "refused" ? start.code : start.from} ${start.at === started}`,
    [...new Set(withoutCapacity)],
    failed.map(({ what }) => what),
    mailFailed,
    sent.length > 0,
  ];
  if (deed === undefined) return `${words} between ${before && probesText(before)}`;
  const { observation, results, pending, delay, next } = deed;
  if (isOnlyMail(invocation)) {
    const isFresh = deskEtag(observation, results) === state.memory?.etag;
    return `${words} mail ${pending} ${probesText(observation)} ${next} ${isFresh} ${results.map(kindOf)}`;
  }
  return `${words} ${pending} ${delay > 0} ${seenText(state, observation, told)} ${results.map(kindOf)}`;
}

/** Of the memory as the deed last read or wrote it. */
function deskEtag({ memory }: Observation, results: readonly unknown[]): string | undefined {
  const written = results.map((result) => (result as { etag?: string } | undefined)?.etag);
  return written.findLast((etag) => etag?.startsWith("memory ")) ?? (memory.kind === "known" ? memory.etag : undefined);
}

const probesText = ({ ownProbes }: Observation) =>
  ownProbes.says === "up" ? `up ${Math.min(ownProbes.inARow, 5)}` : ownProbes.says;

function seenText({ time, memory: stored }: WorldState, o: Observation, told: ToldApart): string {
  const { nameServers, standby, memory, lock, at } = o;
  const power = standby.state === "running" ? standby.answer.kind : standby.state;
  const isOld = time - at > STEP_MS / 100;
  const remembered =
    memory.kind === "known"
      ? `${memory.etag === stored?.etag ? "fresh" : "stale"} ${memoryText(memory.value, time, told, undefined)}`
      : memory.kind;
  return [probesText(o), nameServers.says, power, lock.kind, isOld, remembered].join(" ");
}

/** Of what a call answered only its kind is read; of the clock only whether the observation has grown old. */
function kindOf(result: unknown): unknown {
  if (typeof result === "object" && result !== null) return (result as { kind?: string }).kind;
  return typeof result === "number" ? "" : (result ?? "ok");
}
