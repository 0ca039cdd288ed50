/**
 * How a number is known:
 * - `documented`: AWS documents it as a limit;
 * - `published`: somebody measured it and published it, AWS promises nothing;
 * - `derived`: our own bound for what nobody publishes;
 * - `ours`: this project's code keeps it;
 * - `file`: the user's file says it.
 */
export type Evidence = "documented" | "published" | "derived" | "ours" | "file";

export interface RecoveryPart {
  /** Two chains run side by side, and the slower one counts; `clients` comes after both. */
  chain: "checks" | "standby" | "clients";
  name: string;
  seconds: number;
  evidence: Evidence;
  source: string;
}

export interface PromisedRecovery {
  /** From the primary's last good answer to the first good answer that a DNS client gets. */
  seconds: number;
  /** Seconds until Route 53 answers the standby's address. */
  checksSeconds: number;
  /** Seconds until the standby serves. */
  standbySeconds: number;
  parts: RecoveryPart[];
}

export interface RecoveryInput {
  /** `interval` in seconds, `threshold` in failed answers in a row. */
  healthCheck: { interval: number; threshold: number };
  /** Seconds that resolvers may keep an answer. */
  ttl: number;
  /** Seconds from the instance's start to the first good answer. */
  bootSeconds: number;
}

const HEALTH_DOCUMENTATION =
  "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html";

/**
 * A server that is gone costs a checker its whole connect time-out. (One that accepts and then hangs costs less: two
 * seconds after the connection.)
 */
const CHECKER_CONNECT_SECONDS = 4;

/** Checkers report, Route 53 counts them, its name servers hear of it. AWS names no figure; observers report seconds. */
const AGGREGATION_SECONDS = 10;

/** The controller's schedule: `rate(1 minute)`. */
const TICK_PERIOD_SECONDS = 60;

/** "All schedule types on EventBridge Scheduler invoke their targets with 60 second precision." */
const TICK_PRECISION_SECONDS = 60;

/**
 * The controller probes four times before it believes that the primary is down: within 10 s of refused connections, and
 * where each probe runs into its 4 s to connect (a black hole), within 16 s.
 */
const CONFIRM_SECONDS = 16;

/** Slowest of a published series of StartInstances on stopped instances (21 s to 35 s, until SSH answers). */
const INSTANCE_START_SECONDS = 35;

/**
 * The recovery time that a deployment promises, in seconds: an upper bound for a primary that goes dark, as long as EC2
 * has capacity and resolvers keep to the TTL.
 *
 *     outage = max(the checks turn, the standby serves) + TTL
 *
 * Only the schedule is counted as a trigger. The alarm and EC2's own event are usually faster, but each can be lost.
 */
export function promisedRecovery({ healthCheck, ttl, bootSeconds }: RecoveryInput): PromisedRecovery {
  const { interval, threshold } = healthCheck;
  const parts: RecoveryPart[] = [
    {
      chain: "checks",
      name: "a checker has just seen the primary",
      seconds: interval,
      evidence: "documented",
      source: `checkers are not in step, so the first failed check starts up to one interval late; ${HEALTH_DOCUMENTATION}`,
    },
    {
      chain: "checks",
      name: `${threshold} connect time-outs`,
      seconds: threshold * CHECKER_CONNECT_SECONDS,
      evidence: "documented",
      source: `Route 53 gives a connection ${CHECKER_CONNECT_SECONDS} s; ${HEALTH_DOCUMENTATION}`,
    },
    {
      chain: "checks",
      name: `${threshold - 1} intervals between them`,
      seconds: (threshold - 1) * interval,
      evidence: "derived",
      source: "the interval is counted from the time-out of the check before",
    },
    {
      chain: "checks",
      name: "Route 53 counts its checkers and tells its name servers",
      seconds: AGGREGATION_SECONDS,
      evidence: "derived",
      source: "AWS publishes no figure",
    },
    {
      chain: "standby",
      name: "the schedule's next tick",
      seconds: TICK_PERIOD_SECONDS + TICK_PRECISION_SECONDS,
      evidence: "documented",
      source:
        "a tick a minute, each up to a minute late; https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
    },
    {
      chain: "standby",
      name: "the controller sees for itself",
      seconds: CONFIRM_SECONDS,
      evidence: "ours",
      source: "four probes of a black hole, 4 s each",
    },
    {
      chain: "standby",
      name: "EC2 starts the instance",
      seconds: INSTANCE_START_SECONDS,
      evidence: "published",
      source: "21 s to 35 s in one published series; AWS promises nothing, and capacity can be missing",
    },
    {
      chain: "standby",
      name: "the server boots until it serves",
      seconds: bootSeconds,
      evidence: "file",
      source: "bootSeconds",
    },
    {
      chain: "clients",
      name: "resolvers keep the old answer",
      seconds: ttl,
      evidence: "file",
      source: "ttl",
    },
  ];
  const total = (chain: RecoveryPart["chain"]) =>
    parts.filter((part) => part.chain === chain).reduce((sum, part) => sum + part.seconds, 0);
  const checksSeconds = total("checks");
  const standbySeconds = total("standby");
  return { seconds: Math.max(checksSeconds, standbySeconds) + total("clients"), checksSeconds, standbySeconds, parts };
}

/** The promise as lines for a terminal or a README: the sum, then each part with how it is known. */
export function recoveryText({ seconds, checksSeconds, standbySeconds, parts }: PromisedRecovery): string {
  const clientsSeconds = seconds - Math.max(checksSeconds, standbySeconds);
  const lines = (chain: RecoveryPart["chain"]) =>
    parts
      .filter((part) => part.chain === chain)
      .map((part) => `  ${`${part.seconds} s`.padStart(6)}  ${part.name} (${part.evidence}: ${part.source})`);
  return [
    `Promised recovery: ${seconds} s = the slower of ${checksSeconds} s and ${standbySeconds} s, and ${clientsSeconds} s for clients`,
    `Route 53's checks turn within ${checksSeconds} s:`,
    ...lines("checks"),
    `Meanwhile the standby serves within ${standbySeconds} s:`,
    ...lines("standby"),
    `Then clients follow within ${clientsSeconds} s:`,
    ...lines("clients"),
  ].join("\n");
}
