import {
  AGGREGATION,
  askingSeconds,
  bootOf,
  CONFIRM_SECONDS,
  CONNECT_SECONDS,
  clientParts,
  clientsFollowBy,
  LAG,
  PENDING,
  type RecoveryInput,
  servesBy,
  standbyParts,
  type Turn,
  turns,
} from "./chains";
import { BOOT_SHARE, type Evidence, RANGES } from "./ranges";
import { LONGEST_WAIT } from "./waiting";

export interface RecoveryPart {
  /** Two chains run side by side, and the slower one counts. */
  readonly chain: "standby" | "clients";
  readonly name: string;
  /** Whole seconds of a chain that takes as long as 99 in 100 at the most, in the mean. */
  readonly seconds: number;
  /** The most that it can be. */
  readonly mostSeconds: number;
  readonly evidence: Evidence;
  readonly source: string;
}

export interface PromisedRecovery {
  /** From the primary's last good answer to the first good answer that a DNS client gets, in 99 outages of 100. */
  readonly seconds: number;
  /** Seconds until the standby serves, in 99 outages of 100. */
  readonly standbySeconds: number;
  /** Seconds until a client has its address, for 99 clients of 100. */
  readonly clientsSeconds: number;
  /** Seconds in which all of it is over where every part takes its longest at once. */
  readonly mostSeconds: number;
  readonly parts: readonly RecoveryPart[];
}

const KEPT_IN = 0.99;

const HEALTH_DOCUMENTATION =
  "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html";

/**
 * The recovery time that a deployment promises, in seconds: what 99 outages in 100 do not exceed when the primary goes
 * dark without a word, as long as EC2 has capacity and resolvers keep to the TTL.
 *
 *     outage = max(until the standby serves, until the client has its address)
 *
 * Only the schedules are counted as a trigger. The alarm and EC2's own event are usually faster, but each can be lost.
 * `npm run recovery-time` plays the code itself, and a test holds the two together.
 */
export function promisedRecovery(input: RecoveryInput): PromisedRecovery {
  const { healthCheck, ttl, bootSeconds } = input;
  const boot = bootOf(input);
  const asked = askingSeconds(input);
  const all = turns(input);
  const overAll = (share: (turn: Turn) => number) => all.reduce((sum, turn) => sum + turn.weight * share(turn), 0);
  const mostStandby = LONGEST_WAIT + CONFIRM_SECONDS + PENDING.to + boot.to;
  const mostClients = healthCheck.interval + asked + AGGREGATION.to + LAG.to + ttl;
  const mostSeconds = Math.ceil(Math.max(mostStandby, mostClients));
  const kept = (share: (seconds: number, turn: Turn) => number) =>
    firstSecond(mostSeconds, (seconds) => overAll((turn) => share(seconds, turn)) >= KEPT_IN);

  const standbySeconds = kept((seconds, turn) => servesBy(seconds, turn, boot));
  const clientsSeconds = kept((seconds, turn) => clientsFollowBy(seconds, turn, ttl));
  const seconds = kept((second, turn) => servesBy(second, turn, boot) * clientsFollowBy(second, turn, ttl));

  const standby = standbyParts(standbySeconds, all, boot);
  const clients = clientParts(clientsSeconds, all, ttl);
  const parts: RecoveryPart[] = [
    ...inWholeSeconds("standby", standbySeconds, [
      {
        name: "the schedules' next tick",
        seconds: standby.wait,
        mostSeconds: LONGEST_WAIT,
        evidence: "documented",
        source:
          "two schedules of a tick a minute, each up to a minute late; https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
      },
      {
        name: "the controller sees for itself",
        seconds: standby.confirm,
        mostSeconds: CONFIRM_SECONDS,
        evidence: "ours",
        source: `four probes of a black hole, ${CONNECT_SECONDS} s each; one, once the name servers have turned`,
      },
      {
        name: "EC2 starts the instance",
        seconds: standby.pending,
        mostSeconds: PENDING.to,
        evidence: RANGES.pending.evidence,
        source: `${PENDING.from} s to ${PENDING.to} s: ${RANGES.pending.source}; AWS promises nothing, and capacity can be missing`,
      },
      {
        name: "the server boots until it serves",
        seconds: standby.boot,
        mostSeconds: bootSeconds,
        evidence: "file",
        source: `bootSeconds, or down to ${BOOT_SHARE.from * 100} % of it`,
      },
    ]),
    ...inWholeSeconds("clients", clientsSeconds, [
      {
        name: "a checker has just seen the primary",
        seconds: clients.phase,
        mostSeconds: healthCheck.interval,
        evidence: "documented",
        source: `checkers are not in step, so the first failed check starts up to one interval late; ${HEALTH_DOCUMENTATION}`,
      },
      {
        name: `${healthCheck.threshold} connect time-outs, and the intervals between them`,
        seconds: asked,
        mostSeconds: asked,
        evidence: "documented",
        source: `Route 53 gives a connection ${CONNECT_SECONDS} s; ${HEALTH_DOCUMENTATION}`,
      },
      {
        name: "Route 53 counts its checkers",
        seconds: clients.aggregation,
        mostSeconds: AGGREGATION.to,
        evidence: RANGES.aggregation.evidence,
        source: RANGES.aggregation.source,
      },
      {
        name: "its name servers hear of it",
        seconds: clients.lag,
        mostSeconds: LAG.to,
        evidence: RANGES.nameServerLag.evidence,
        source: RANGES.nameServerLag.source,
      },
      {
        name: "a resolver keeps the old answer",
        seconds: clients.cache,
        mostSeconds: ttl,
        evidence: "file",
        source: "ttl",
      },
    ]),
  ];
  return { seconds, standbySeconds, clientsSeconds, mostSeconds, parts };
}

/** The first whole second up to `most` of which it is true; it is of all that follow. */
function firstSecond(most: number, isTrue: (seconds: number) => boolean): number {
  let [least, found] = [0, most];
  while (least < found) {
    const middle = Math.floor((least + found) / 2);
    if (isTrue(middle)) found = middle;
    else least = middle + 1;
  }
  return found;
}

/** Rounds the parts so that they still add up to the whole. */
function inWholeSeconds(
  chain: RecoveryPart["chain"],
  whole: number,
  parts: readonly Omit<RecoveryPart, "chain">[],
): RecoveryPart[] {
  let sum = 0;
  return parts.map((part, index) => {
    const before = Math.round(sum);
    sum = index === parts.length - 1 ? whole : sum + part.seconds;
    return { ...part, chain, seconds: Math.round(sum) - before };
  });
}

/** The promise as lines for a terminal or a README: the sum, then each part with how it is known. */
export function recoveryText({
  seconds,
  standbySeconds,
  clientsSeconds,
  mostSeconds,
  parts,
}: PromisedRecovery): string {
  const lines = (chain: RecoveryPart["chain"]) =>
    parts
      .filter((part) => part.chain === chain)
      .map(
        (part) =>
          `  ${`${part.seconds} s`.padStart(6)}  ${part.name}, at the most ${part.mostSeconds} s (${part.evidence}: ${part.source})`,
      );
  return [
    `Promised recovery: ${seconds} s, in 99 outages of 100, when the primary goes dark without a word`,
    `The standby serves within ${standbySeconds} s in 99 of 100, of which the slowest spend`,
    ...lines("standby"),
    `Meanwhile 99 clients of 100 have its address within ${clientsSeconds} s, of which the slowest spend`,
    ...lines("clients"),
    `One outage in 100 lasts longer: up to ${mostSeconds} s where every part takes its longest at once, and as long as it`,
    "takes where EC2 has no capacity, where the server boots for longer than the file says, or where a resolver ignores the TTL.",
  ].join("\n");
}
