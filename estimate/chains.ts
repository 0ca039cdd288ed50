import { bootRange, CHECKERS, inSeconds, RANGES } from "./ranges";
import { atMost, between, densityOfSum, type Even, meanOfFirst, middles, sumAtMost } from "./uniform";
import { LONGEST_WAIT, noTickWithin } from "./waiting";

/** What decides how long users wait. Seconds; `threshold` in failed answers in a row. */
export interface RecoveryInput {
  readonly healthCheck: { readonly interval: number; readonly threshold: number };
  /** Seconds that resolvers may keep an answer. */
  readonly ttl: number;
  /** Seconds from the running instance to the first good answer. */
  readonly bootSeconds: number;
}

/** Seconds that Route 53 gives a connection, and so the controller, which probes by the same rule. */
export const CONNECT_SECONDS = 4;
/** Four probes, one time-out after the other: so long the controller looks before it believes what nobody else has seen. */
export const CONFIRM_SECONDS = 4 * CONNECT_SECONDS;
/** Some ten calls of AWS between the tick and the start: what is left where the name servers have turned already. */
const CALLS_SECONDS = 0.8;

/** How many of the checkers must fail: 3 of 16 are more than 18 %. */
const MUST_FAIL = 14;

/** Parts into which each range is cut. Ten times as many change the promise by less than a second. */
const PHASE_PARTS = 8;
const DELAY_PARTS = 3;
const TICK_STEP_SECONDS = 2;

export const AGGREGATION = inSeconds(RANGES.aggregation);
export const LAG = inSeconds(RANGES.nameServerLag);
export const PENDING = inSeconds(RANGES.pending);
export const bootOf = ({ bootSeconds }: Pick<RecoveryInput, "bootSeconds">): Even => inSeconds(bootRange(bootSeconds));

/** Something that may happen, and how likely it is: weights add up to 1. Seconds. */
interface Weighted {
  readonly weight: number;
}

/** The health check's turn: until the last checker that it needs has begun to fail, and until that counts. */
export interface Turn extends Weighted {
  readonly phase: number;
  readonly aggregation: number;
  readonly at: number;
}

/** Seconds from the first failing question of a checker to its last. */
export const askingSeconds = ({ healthCheck: { interval, threshold } }: RecoveryInput): number =>
  threshold * CONNECT_SECONDS + (threshold - 1) * interval;

/** When the check turns after the primary has gone dark. */
export function turns(input: RecoveryInput): Turn[] {
  // The 14th of 16 phases, each anywhere in the interval: its density is x^13 (1 - x)^2.
  const places = middles({ from: 0, to: 1 }, PHASE_PARTS);
  const density = (place: number) => place ** (MUST_FAIL - 1) * (1 - place) ** (CHECKERS - MUST_FAIL);
  const all = places.reduce((sum, place) => sum + density(place), 0);
  return places.flatMap((place) => {
    const phase = place * input.healthCheck.interval;
    return middles(AGGREGATION, DELAY_PARTS).map((aggregation) => ({
      weight: density(place) / all / DELAY_PARTS,
      phase,
      aggregation,
      at: phase + askingSeconds(input) + aggregation,
    }));
  });
}

/** A tick's coming. */
interface Tick extends Weighted {
  readonly at: number;
}

const ticks: readonly Tick[] = Array.from({ length: LONGEST_WAIT / TICK_STEP_SECONDS }, (_, step) => {
  const from = step * TICK_STEP_SECONDS;
  return {
    weight: noTickWithin(from) - noTickWithin(from + TICK_STEP_SECONDS),
    at: from + TICK_STEP_SECONDS / 2,
  };
});

/** The first of four name servers has heard of the check's turn after about this time: then one witness needs no other. */
const FIRST_LAG = between(LAG, 1 / 5);

/** Seconds that the controller takes, woken by this tick, until it starts the standby. */
const confirmSeconds = (tick: Tick, turn: Pick<Turn, "at">): number =>
  CALLS_SECONDS + (turn.at + FIRST_LAG <= tick.at + CONNECT_SECONDS ? CONNECT_SECONDS : CONFIRM_SECONDS);

/** Share of disasters, 0 to 1, in which the standby serves by then, if the check turns so. */
export function servesBy(seconds: number, turn: Pick<Turn, "at">, boot: Even): number {
  let share = 0;
  for (const tick of ticks)
    share += tick.weight * sumAtMost(PENDING, boot, seconds - tick.at - confirmSeconds(tick, turn));
  return share;
}

/** Share of clients, 0 to 1, that have the standby's address by then, if the check turns so. */
export function clientsFollowBy(seconds: number, turn: Pick<Turn, "at">, ttl: number): number {
  const shares = middles(LAG, DELAY_PARTS).map((lag) => atMost({ from: 0, to: ttl }, seconds - turn.at - lag));
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** What the standby's chain is spent on where it takes exactly so long, in the mean. Seconds. */
export function standbyParts(seconds: number, all: readonly Turn[], boot: Even) {
  const means = { wait: 0, confirm: 0, pending: 0, boot: 0 };
  let weights = 0;
  for (const turn of all)
    for (const tick of ticks) {
      const confirm = confirmSeconds(tick, turn);
      const left = seconds - tick.at - confirm;
      const weight = turn.weight * tick.weight * densityOfSum(PENDING, boot, left);
      if (weight <= 0) continue;
      const pending = meanOfFirst(PENDING, boot, left);
      weights += weight;
      means.wait += weight * tick.at;
      means.confirm += weight * confirm;
      means.pending += weight * pending;
      means.boot += weight * (left - pending);
    }
  return mapValues(means, (sum) => sum / weights);
}

/** The same of a client's way to the standby's address. */
export function clientParts(seconds: number, all: readonly Turn[], ttl: number) {
  const means = { phase: 0, aggregation: 0, lag: 0, cache: 0 };
  let weights = 0;
  for (const { weight, phase, aggregation, at } of all)
    for (const lag of middles(LAG, DELAY_PARTS)) {
      const cache = seconds - at - lag;
      if (cache < 0 || cache > ttl) continue;
      weights += weight;
      means.phase += weight * phase;
      means.aggregation += weight * aggregation;
      means.lag += weight * lag;
      means.cache += weight * cache;
    }
  return mapValues(means, (sum) => sum / weights);
}

function mapValues<Key extends string>(values: Record<Key, number>, map: (value: number) => number) {
  return Object.fromEntries(Object.entries<number>(values).map(([key, value]) => [key, map(value)])) as Record<
    Key,
    number
  >;
}
