import type { Even } from "./uniform";

/**
 * How a number is known:
 * - `documented`: AWS documents it as a limit;
 * - `published`: somebody measured it and published it, AWS promises nothing;
 * - `assumed`: nobody publishes it, and the source says why it is thought to be so;
 * - `ours`: this project's code keeps it;
 * - `file`: the user's file says it.
 */
export type Evidence = "documented" | "published" | "assumed" | "ours" | "file";

/** What differs from outage to outage: anything between the two, in milliseconds. */
export interface Range extends Even {
  readonly name: string;
  readonly evidence: Evidence;
  readonly source: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const inSeconds = ({ from, to }: Range): Even => ({ from: from / SECOND, to: to / SECOND });

const assumed = (name: string, from: number, to: number, source: string): Range => ({
  name,
  from,
  to,
  evidence: "assumed",
  source,
});

/** Of one health check: as many are seen in GetHealthCheckStatus; AWS names no number. */
export const CHECKERS = 16;

/** Whatever is not the same in every outage. Nothing else is drawn. */
export const RANGES = {
  minute: {
    name: "when within CloudWatch's minute the primary fails",
    from: 0,
    to: MINUTE,
    evidence: "documented",
    source: "Route 53 sends one datapoint a minute; Route 53 Developer Guide, monitoring-health-checks",
  },
  evaluation: {
    name: "when within its minute the alarm is evaluated",
    from: 0,
    to: MINUTE,
    evidence: "documented",
    source: "once a minute; CloudWatch User Guide, alarm-evaluation",
  },
  storing: assumed(
    "from a minute's end until an alarm can see its datapoint",
    15 * SECOND,
    45 * SECOND,
    "not documented; with the two minutes above it makes the one to three minutes that people report",
  ),
  tickPhase: {
    name: "when within its minute the first schedule is due",
    from: 0,
    to: MINUTE,
    evidence: "ours",
    source: "rate(1 minute) begins when it is deployed",
  },
  schedulesApart: assumed(
    "how much later the second schedule is due",
    0,
    5 * SECOND,
    "Terraform creates both at once; a rate begins with its schedule",
  ),
  tickLateness: {
    name: "how late each tick is",
    from: 0,
    to: MINUTE,
    evidence: "documented",
    source:
      "60-second precision; EventBridge Scheduler User Guide, schedule-types. Evenly, and each tick anew: assumed",
  },
  aggregation: assumed(
    "from a checker's change of mind until it counts",
    1 * SECOND,
    5 * SECOND,
    "not documented; observers report a few seconds",
  ),
  nameServerLag: assumed(
    "from the health check's change to a name server's answer, each its own",
    1 * SECOND,
    5 * SECOND,
    "not documented; Route 53 says only that checkers and name servers are one data plane",
  ),
  event: assumed(
    "EventBridge from one hop to the next, of which there are two",
    200,
    1_500,
    "best effort, half a second is named as typical; EventBridge FAQs",
  ),
  message: assumed(
    "SNS from a topic to the function",
    100,
    1 * SECOND,
    "not documented; tens of milliseconds to a second",
  ),
  queueing: assumed("Lambda's queue of asynchronous events", 10, 200, "not documented; empty but for this one"),
  coldStart: {
    name: "the function's cold start, where no process is free",
    from: 300,
    to: 1_200,
    evidence: "published",
    source:
      "from under 100 ms to over 1 second; Lambda Developer Guide, lambda-runtime-environment; the SDK's part is measured",
  },
  apiCall: assumed(
    "one call of an AWS API within the region",
    20,
    150,
    "not documented; measured by many, promised by nobody",
  ),
  servicesDown: assumed(
    "from StopInstances until the primary's service has ended",
    1 * SECOND,
    6 * SECOND,
    "not documented; the operating system ends services first",
  ),
  stopping: assumed("from StopInstances to stopped", 8 * SECOND, 40 * SECOND, "not documented"),
  pending: {
    name: "from StartInstances to running",
    from: 5 * SECOND,
    to: 12 * SECOND,
    evidence: "published",
    source:
      "one series from StartInstances to SSH took 21 s to 35 s, of which the system's boot is 16 s to 23 s (assumed)",
  },
} as const satisfies Record<string, Range>;

/** Of `bootSeconds`, which a drill measures and the file says: how much of it a boot takes. */
export const BOOT_SHARE = { from: 0.7, to: 1 } as const;

/** From the running instance to the first good answer. */
export function bootRange(bootSeconds: number): Range {
  return {
    name: "from running to the first good answer",
    from: bootSeconds * BOOT_SHARE.from * SECOND,
    to: bootSeconds * BOOT_SHARE.to * SECOND,
    evidence: "file",
    source: `bootSeconds: ${bootSeconds}, which \`npm run drill\` measures; that a boot may take 30 % less is assumed`,
  };
}

export function cacheRange(ttlSeconds: number): Range {
  return {
    name: "how old the resolver's answer is when the primary fails",
    from: 0,
    to: ttlSeconds * SECOND,
    evidence: "file",
    source: `ttl: ${ttlSeconds}; resolvers that keep answers for longer are not counted`,
  };
}

export function checkerRange(intervalSeconds: number): Range {
  return {
    name: "each checker's phase",
    from: 0,
    to: intervalSeconds * SECOND,
    evidence: "documented",
    source: `healthCheck.interval: ${intervalSeconds}; ${CHECKERS} checkers (assumed), not in step; Route 53 Developer Guide, dns-failover-determining-health-of-endpoints`,
  };
}
