/** The six fields of AWS's cron as sets of values. `days` is by the month or by the week; the other one is `?`. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: { readonly of: "month" | "week"; readonly values: ReadonlySet<number> };
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/** AWS's own bounds. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
const YEARS = { from: 1970, to: 2199 };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** @returns undefined where a field has something else than lists, ranges, steps, names, `*` and `?` */
export function parseCron(text: string): Cron | undefined {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = "", ...more] = text
    .trim()
    .split(/\s+/);
  // Exactly one of the two days says something.
  if (more.length > 0 || (dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
  const minutes = values(minute, 0, 59);
  const hours = values(hour, 0, 23);
  const byWeek = dayOfMonth === "?";
  const days = byWeek ? values(dayOfWeek, 1, 7, WEEKDAYS) : values(dayOfMonth, 1, 31);
  const months = values(month, 1, 12, MONTHS);
  const years = values(year, YEARS.from, YEARS.to);
  if (!minutes || !hours || !days || !months || !years) return undefined;
  return { minutes, hours, months, years, days: { of: byWeek ? "week" : "month", values: days } };
}

/** The first time after this one, in UTC; undefined if there is none. Milliseconds since 1970. */
export function nextOfCron(cron: Cron, after: number): number | undefined {
  let at = Math.floor(after / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (;;) {
    const date = new Date(at);
    if (date.getUTCFullYear() > YEARS.to) return undefined;
    if (!isDay(cron, date)) at = Math.floor(at / DAY_MS) * DAY_MS + DAY_MS;
    else if (cron.hours.has(date.getUTCHours()) && cron.minutes.has(date.getUTCMinutes())) return at;
    else at += MINUTE_MS;
  }
}

function isDay({ days, months, years }: Cron, date: Date): boolean {
  const day = days.of === "week" ? date.getUTCDay() + 1 : date.getUTCDate();
  return years.has(date.getUTCFullYear()) && months.has(date.getUTCMonth() + 1) && days.values.has(day);
}

function values(field: string, least: number, most: number, names: readonly string[] = []): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(part) ?? [];
    const [first, last, ...more] =
      range === "*" ? [least, most] : range.split("-").map((one) => number(one, least, names));
    if (first === undefined || more.length > 0) return undefined;
    const until = last ?? (step === undefined || range.includes("-") ? first : most);
    if (!(first >= least && until <= most && first <= until)) return undefined;
    for (let value = first; value <= until; value += Number(step ?? 1)) found.add(value);
  }
  return found;
}

function number(text: string, least: number, names: readonly string[]): number {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + least;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
