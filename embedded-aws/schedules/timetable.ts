import { type Cron, nextOfCron, parseCron } from "./cron";

/** When a schedule is due. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export type Timetable =
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "cron"; readonly cron: Cron }
  | { readonly kind: "once"; readonly at: number };

const UNITS_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** For the error of what is not supported. */
const SUPPORTED =
  "rate(N minutes|hours|days); cron(...) of six fields with numbers, names, lists, ranges, steps, * and ?, in UTC; at(yyyy-mm-ddThh:mm:ss), in UTC";

export interface Unsupported {
  readonly kind: "unsupported";
  /** Names the schedule and says what is supported. */
  readonly reason: string;
}

/** @param timezone as deployed, e.g. `UTC`; a rate needs none */
export function parseTimetable(name: string, expression: string, timezone: string): Timetable | Unsupported {
  const [, kind, inner = ""] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  const timetable = kind === "rate" ? parseRate(inner) : timezone === "UTC" ? parseUtc(kind, inner) : undefined;
  if (timetable) return timetable;
  const reason = `Schedule ${name} has the expression ${expression} in ${timezone}, which the embedded AWS does not know. It knows ${SUPPORTED}. Use one of these.`;
  return { kind: "unsupported", reason };
}

function parseRate(inner: string): Timetable | undefined {
  const [, count, unit = ""] = /^([1-9]\d*)\s+(minute|hour|day)s?$/.exec(inner.trim()) ?? [];
  return count === undefined ? undefined : { kind: "rate", everyMs: Number(count) * UNITS_MS[unit]! };
}

function parseUtc(kind: string | undefined, inner: string): Timetable | undefined {
  if (kind === "cron") {
    const cron = parseCron(inner);
    return cron && { kind: "cron", cron };
  }
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner) ? Date.parse(`${inner}Z`) : Number.NaN;
  return kind === "at" && !Number.isNaN(at) ? { kind: "once", at } : undefined;
}

/**
 * The first time later than this one at which it is due; undefined if there is none.
 * @param from a rate's first time; those after it follow at its interval
 */
export function nextDue(timetable: Timetable, from: number, after: number): number | undefined {
  switch (timetable.kind) {
    case "rate":
      return from > after ? from : from + (Math.floor((after - from) / timetable.everyMs) + 1) * timetable.everyMs;
    case "cron":
      return nextOfCron(timetable.cron, after);
    case "once":
      return timetable.at > after ? timetable.at : undefined;
  }
}
