import { bootRange, cacheRange, checkerRange, RANGES, type Range } from "../ranges";
import type { Design } from "./designs";
import type { Outage } from "./draw";
import type { Played } from "./draws";
import type { Disaster } from "./primary";
import { overBy, percentile, sortedBy, spentAtMedian } from "./statistics";
import type { WatchedWorkload } from "./workload";

/** The recovery time as a distribution, as `rehearsal-report/recovery-time.json` holds it. Seconds of AWS time. */
export interface RecoveryTimeReport {
  readonly version: 2;
  /** The file, as the user wrote it. */
  readonly configuration: string;
  readonly workload: string;
  readonly draws: number;
  readonly seed: number;
  /** What the configuration's output promises. */
  readonly promised: number;
  /** In their order; the first is the deployed one. */
  readonly designs: readonly { readonly name: string; readonly means: string }[];
  /** One for each design and disaster, but for a design that saves nobody in it. */
  readonly rows: readonly RecoveryTimeRow[];
  readonly assumptions: readonly { readonly name: string; readonly range: string; readonly source: string }[];
}

export interface RecoveryTimeRow {
  readonly design: string;
  readonly disaster: Disaster;
  readonly median: number;
  readonly percentile1: number;
  readonly percentile99: number;
  /** Share of draws, 0 to 1, that are over by each whole second from 0; ends with the first that is 1. */
  readonly overBy: readonly number[];
  /** What the median outage is spent on, in order; the sum is about the median. */
  readonly spent: readonly { readonly part: string; readonly seconds: number }[];
  readonly limit: Limit;
}

/** What no trigger could be faster than, for a client whose resolver asked just before the disaster. Seconds. */
export interface Limit {
  /** Median until every name server answers the standby. */
  readonly checks: number;
  /** Median from StartInstances to the first good answer. */
  readonly boot: number;
  /** For which that resolver keeps the old answer. */
  readonly ttl: number;
  /** The larger of checks and boot, and the TTL. */
  readonly seconds: number;
}

/** A part of the median of less than this is a stray outage's, in milliseconds. */
const WORTH_SAYING_MS = 300;

const TENTHS = 10;
/** Milliseconds as seconds, to a tenth. */
const inSeconds = (milliseconds: number): number => Math.round((milliseconds / 1_000) * TENTHS) / TENTHS;

const saved = ({ outages }: Played): Outage[] => outages.filter((outage) => outage !== undefined);
/** Triggers that are there come in the end; without any, all are lost alike. */
const isNever = ({ outages }: Played): boolean => outages.includes(undefined);

/** The rows of the table, in the order in which they were played. */
export function rowsOf(designs: readonly Design[], all: readonly Played[]): RecoveryTimeRow[] {
  return all
    .filter((played) => !isNever(played))
    .map((played) => {
      const sorted = sortedBy(saved(played), ({ over }) => over);
      const times = sorted.map(({ over }) => over);
      const { name, workload } = designs[played.design]!;
      return {
        design: name,
        disaster: played.disaster,
        median: inSeconds(percentile(times, 0.5)),
        percentile1: inSeconds(percentile(times, 0.01)),
        percentile99: inSeconds(percentile(times, 0.99)),
        overBy: overBy(times),
        spent: spentAtMedian(sorted)
          .filter(({ milliseconds }) => milliseconds >= WORTH_SAYING_MS)
          .map(({ part, milliseconds }) => ({ part, seconds: inSeconds(milliseconds) })),
        limit: limitOf(sorted, workload),
      };
    });
}

function limitOf(outages: readonly Outage[], { ttl }: Pick<WatchedWorkload, "ttl">): Limit {
  const median = (measure: (outage: Outage) => number) =>
    inSeconds(percentile(sortedBy(outages, measure).map(measure), 0.5));
  const checks = median(({ nameServersTurned }) => nameServersTurned);
  const boot = median(({ serves, started }) => serves - started);
  return { checks, boot, ttl, seconds: inSeconds((Math.max(checks, boot) + ttl) * 1_000) };
}

/** Every range that is drawn from, and how it is known. */
export function assumptionsOf({ healthCheck, ttl, bootSeconds }: WatchedWorkload): RecoveryTimeReport["assumptions"] {
  const drawn: Range[] = [
    checkerRange(healthCheck.interval),
    ...Object.values(RANGES),
    bootRange(bootSeconds),
    cacheRange(ttl),
  ];
  return drawn.map(({ name, from, to, evidence, source }) => ({
    name,
    range: `${from / 1_000} to ${to / 1_000} s`,
    source: `${evidence}: ${source}`,
  }));
}
