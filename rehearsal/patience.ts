/** What a workload takes its time for, as it was deployed. */
export interface Pace {
  /** Seconds that resolvers keep an answer. */
  readonly ttlSeconds: number;
  /** Seconds from the running instance to the first good answer, at the most. */
  readonly bootSeconds: number;
  /** Seconds for which the primary must be seen again before a standby that nobody needs is stopped. */
  readonly graceSeconds: number;
  /** Seconds between two questions of one of Route 53's checkers. */
  readonly checkSeconds: number;
  /** Answers in a row until a checker changes its mind. */
  readonly threshold: number;
}

/** The smallest file's: every limit and duration of stories and scenarios is written for it, and holds for it as it stands. */
export const USUAL_PACE: Pace = { ttlSeconds: 30, bootSeconds: 30, graceSeconds: 600, checkSeconds: 10, threshold: 3 };
/** What the smallest file promises, in seconds. */
export const USUAL_PROMISE_SECONDS = 113;

const SECOND_MS = 1_000;
/** Seconds that Route 53 gives a connection: Developer Guide, dns-failover-determining-health-of-endpoints. */
const CONNECT_SECONDS = 4;
/** Seconds from the last checker's change of mind until every name server says so, at the most (assumed: docs/recovery-time.md). */
const HEARD_SECONDS = 10;
/** Seconds of its own probes until the controller believes a primary down that nobody else has seen fail. */
const CONFIRM_SECONDS = 10;
/** Seconds from StartInstances to `running` at the least (published: docs/recovery-time.md). */
const PENDING_SECONDS = 5;

/** Seconds until Route 53's checkers have turned, either way, at the most: an interval late, and each question times out. */
const turnSeconds = ({ checkSeconds, threshold }: Pace) => threshold * (checkSeconds + CONNECT_SECONDS);

/** How much longer than the smallest file's something takes; nothing takes less than what its limits were written for. */
const beyondUsual = (pace: Pace, seconds: (pace: Pace) => number) =>
  Math.max(0, seconds(pace) - seconds(USUAL_PACE)) * SECOND_MS;

/** Milliseconds that this deployment's servers boot for longer. */
export const longerToBoot = (pace: Pace): number => beyondUsual(pace, ({ bootSeconds }) => bootSeconds);

/** Milliseconds that this deployment's resolvers keep an answer for longer. */
export const longerToForget = (pace: Pace): number => beyondUsual(pace, ({ ttlSeconds }) => ttlSeconds);

/**
 * Milliseconds by which users are saved or back later: each boot and turn of the checkers on its way counts in full, since
 * one may wait for the other; and for two TTLs, since a failback waits for that long until resolvers have forgotten.
 */
export const longer = (pace: Pace): number =>
  longerToBoot(pace) + beyondUsual(pace, turnSeconds) + 2 * longerToForget(pace);

/** Milliseconds by which an episode ends later: the grace period comes after users are back. */
export const longerToEnd = (pace: Pace): number => longer(pace) + beyondUsual(pace, ({ graceSeconds }) => graceSeconds);

/** The longest of several workloads'. */
export const longestOf = (
  stages: readonly { readonly parts: { readonly pace: Pace } }[],
  of: (pace: Pace) => number,
): number => Math.max(...stages.map(({ parts }) => of(parts.pace)));

/** Of `bootSeconds`, which is the most that a boot takes: what one takes here. Between 70 % and all of it is the promise's. */
const BOOT_SHARE = 0.8;
/** Milliseconds that a first boot takes for its user data, which installs packages (assumed). */
const USER_DATA_MS = 40 * SECOND_MS;

/** How long the servers of this deployment boot, in milliseconds: as long as it says of them. */
export function bootsOf({ bootSeconds }: Pick<Pace, "bootSeconds">): {
  readonly firstMs: number;
  readonly laterMs: number;
} {
  const laterMs = bootSeconds * BOOT_SHARE * SECOND_MS;
  return { firstMs: laterMs + USER_DATA_MS, laterMs };
}

/** Seconds between two requests of a user at the most: not longer than an outage that counts as over takes to do so. */
const SELDOMEST_SECONDS = 10;

/**
 * Where an outage is promised to be long, users ask less often in proportion: its error stays as small beside the promise,
 * and hours do not cost minutes.
 * @param usual requests a second of one user where the smallest file's recovery is promised
 */
export const requestsPerSecond = (usual: number, promisedSeconds: number): number =>
  Math.max(Math.min(usual, 1 / SELDOMEST_SECONDS), usual / Math.max(1, promisedSeconds / USUAL_PROMISE_SECONDS));

/**
 * The longest outage that contradicts no promise, in milliseconds. It is made of 99 outages in 100, and the worst of ten
 * users is one in a hundred soon enough: his resolver may have asked just before the checkers turned, as late as they may.
 * And what lies between two of his requests cannot be held against it.
 */
export function longestKept(promisedSeconds: number, pace: Pace): number {
  const lastResolver = turnSeconds(pace) + HEARD_SECONDS + pace.ttlSeconds;
  const blur = 2 * (1 / requestsPerSecond(1, promisedSeconds) - 1);
  return (Math.max(promisedSeconds, lastResolver) + blur) * SECOND_MS;
}

/** Seconds that a deployment or a reboot of the application takes its users, where that moves nobody. */
export const BLIP_SECONDS = 20;

/**
 * Seconds of a failure that is over before anybody could be saved from it: either the checkers have not turned, or the
 * standby cannot serve yet.
 */
export const blipSeconds = ({ checkSeconds, threshold }: Pace): number =>
  Math.min(BLIP_SECONDS, Math.max((threshold - 1) * checkSeconds, CONFIRM_SECONDS + PENDING_SECONDS));

/** Seconds of a failure, and of a recovery, that each of Route 53's checkers believes: one interval more than it takes them. */
export const believedSeconds = ({ checkSeconds, threshold }: Pace): number => (threshold + 1) * checkSeconds;
