import type { RecoveryTimeReport, RecoveryTimeRow } from "../../../../rehearsal/report/recovery-time";

/** Designs with the medians of their outages, in seconds, for the instance stop and for the black region. */
const DESIGNS: readonly (readonly [design: string, stopped: number, black: number])[] = [
  ["Pilot Light", 62.4, 74.9],
  ["the classic recipe: health check 30 s × 3, alarm, SNS, Lambda", 301.2, 322.8],
  ["the schedule alone", 84.1, 86.3],
  ["the alarm alone", 214.7, 223.1],
  ["the EC2 event alone", 61.3, 700],
  ["watch: continuous", 58.2, 66.3],
  ["TTL 10, threshold 2", 55.4, 69.7],
];

/** A distribution as `npm run recovery-time` writes it; the curves are logistic, which is the right shape and nothing more. */
export function sampleRecoveryTime(): RecoveryTimeReport {
  return {
    version: 2,
    configuration: "pilot-light.yaml",
    workload: "www",
    draws: 10_000,
    seed: 7,
    promised: 100,
    designs: DESIGNS.map(([name]) => ({ name, means: `what is called ${name}, in some words more` })),
    rows: DESIGNS.flatMap(([design, stopped, black]) => [
      row(design, "instance stopped", stopped),
      row(design, "region black", black),
    ]),
    assumptions: [
      {
        name: "jitter of the schedule",
        range: "0 to 60 s",
        source:
          "EventBridge Scheduler invokes within 60 s: https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html",
      },
      {
        name: "start of an instance",
        range: "6 to 12 s",
        source: "not documented; assumed: measured on t3.small, 2026",
      },
      {
        name: "resolver caches",
        range: "0 to 20 s",
        source:
          "the record’s TTL: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html",
      },
    ],
  };
}

function row(design: string, disaster: RecoveryTimeRow["disaster"], median: number): RecoveryTimeRow {
  const steepness = 9 / median;
  const overBy: number[] = [];
  for (let second = 0; (overBy.at(-1) ?? 0) < 1; second++)
    overBy.push(Math.min(1, Number((1.0001 / (1 + Math.exp(-steepness * (second - median)))).toFixed(4))));
  const by = (share: number) => overBy.findIndex((over) => over >= share);
  return {
    design,
    disaster,
    median,
    percentile1: by(0.01),
    percentile99: by(0.99),
    overBy,
    spent: [
      { part: "the event, or the schedule’s next tick", seconds: median * 0.2 },
      { part: "a cold start, and the controller’s own probes", seconds: median * 0.1 },
      { part: "the start of the instance", seconds: median * 0.15 },
      { part: "the boot, until it serves", seconds: median * 0.37 },
      { part: "resolvers that still know the primary", seconds: median * 0.18 },
    ],
    limit: { checks: 47.4, boot: 34.1, ttl: 30, seconds: 77.4 },
  };
}
