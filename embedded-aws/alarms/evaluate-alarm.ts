import type { AlarmRule, AlarmState } from "./alarm";
import { type Sample, statisticOf } from "./samples";
import { breaches } from "./threshold";

/**
 * Milliseconds after a period's end at which alarms look at it: what CloudWatch takes to store a value and to hand it to
 * alarms. Not documented; assumed, so that the classic chain (a minute of the metric, this, a minute of the evaluation)
 * takes the one to three minutes that people report.
 */
export const EVALUATION_DELAY_MS = 30_000;

/**
 * Periods looked at beyond the evaluation periods, so that missing ones can be made up by older ones. AWS documents no
 * number; assumed from its examples, which look at five for three.
 */
const PERIODS_LOOKED_AT_BESIDES = 2;

/** An alarm's state and why it is so. */
export interface Verdict {
  readonly state: AlarmState;
  /** StateReason, in CloudWatch's words. */
  readonly reason: string;
}

/** One period's statistic; undefined where the metric has no value in it. */
interface Period {
  readonly at: number;
  readonly value: number | undefined;
}

/** AWS time in milliseconds of the oldest sample that an evaluation at `now` looks at. */
export function oldestOf(rule: AlarmRule, now: number): number {
  return (
    newestPeriod(rule, now) - (rule.evaluationPeriods + PERIODS_LOOKED_AT_BESIDES - 1) * rule.periodSeconds * 1_000
  );
}

/**
 * Decides about an alarm's state, as CloudWatch does each minute.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 *
 * @param samples of the alarm's metric, in any order; those outside the periods looked at do not matter
 * @param now AWS time in milliseconds
 * @param previous verdict, which is kept where the data do not suffice to leave it
 */
export function evaluateAlarm(rule: AlarmRule, samples: readonly Sample[], now: number, previous: Verdict): Verdict {
  const periods = periodsOf(rule, samples, now);
  const wanted = rule.evaluationPeriods;
  const known = periods.filter(({ value }) => value !== undefined).slice(0, wanted);
  const breaching = known.filter(({ value }) => breaches(value!, rule.comparison, rule.threshold));
  const missing = wanted - known.length;
  const filled = rule.missingData === "breaching" ? missing : 0;
  const verdict = (state: AlarmState): Verdict => ({ state, reason: reasonOf(rule, state, known, breaching, missing) });

  if (breaching.length + filled >= rule.datapointsToAlarm) return verdict("ALARM");
  if (missing === 0 || rule.missingData === "breaching" || rule.missingData === "notBreaching") return verdict("OK");
  if (known.length === 0) return rule.missingData === "ignore" ? previous : verdict("INSUFFICIENT_DATA");
  if (breaching.length < known.length) return verdict("OK");
  // Only breaching and missing: the alarm goes off once the oldest breaching one is as old as the datapoints to alarm,
  // so that a good next value can still prevent it. Its state until then is not documented; assumed: the one it had.
  const age = periods.indexOf(breaching.at(-1)!) + 1;
  if (rule.missingData === "ignore" || age < rule.datapointsToAlarm) return previous;
  return verdict("ALARM");
}

function newestPeriod({ periodSeconds }: AlarmRule, now: number): number {
  const length = periodSeconds * 1_000;
  return (Math.floor((now - EVALUATION_DELAY_MS) / length) - 1) * length;
}

/** The periods looked at, newest first. */
function periodsOf(rule: AlarmRule, samples: readonly Sample[], now: number): Period[] {
  const length = rule.periodSeconds * 1_000;
  const newest = newestPeriod(rule, now);
  return Array.from({ length: rule.evaluationPeriods + PERIODS_LOOKED_AT_BESIDES }, (_, index) => {
    const at = newest - index * length;
    const within = samples.filter((sample) => sample.at >= at && sample.at < at + length);
    return { at, value: within.length > 0 ? statisticOf(rule.statistic, within) : undefined };
  });
}

const WORDS: Readonly<Record<string, string>> = {
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
  GreaterThanThreshold: "greater than",
  GreaterThanOrEqualToThreshold: "greater than or equal to",
};

/** In the words of CloudWatch's own reasons. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
function reasonOf(
  rule: AlarmRule,
  state: AlarmState,
  known: readonly Period[],
  breaching: readonly Period[],
  missing: number,
): string {
  const count = (number: number) => `${number} datapoint${number === 1 ? "" : "s"}`;
  if (state === "INSUFFICIENT_DATA" || known.length === 0) {
    const treated = state === "INSUFFICIENT_DATA" ? "" : ` and ${count(missing)} treated as [${treatment(rule)}]`;
    return `Insufficient Data: ${count(missing)} ${missing === 1 ? "was" : "were"} unknown${treated}.`;
  }
  const shown = state === "ALARM" ? breaching : known;
  const values = shown.map(({ at, value }) => `${decimal(value!)} (${timeOf(at)})`).join(", ");
  const not = state === "ALARM" ? "" : "not ";
  return (
    `Threshold Crossed: ${count(shown.length)} [${values}] ${shown.length === 1 ? "was" : "were"} ${not}${WORDS[rule.comparison]} ` +
    `the threshold (${decimal(rule.threshold)}).`
  );
}

const treatment = ({ missingData }: AlarmRule) => (missingData === "breaching" ? "Breaching" : "NonBreaching");
const decimal = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `02/01/26 03:04:00`, as CloudWatch writes times in reasons. */
function timeOf(at: number): string {
  const [, year, month, day, time] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(.{8})/.exec(new Date(at).toISOString())!;
  return `${day}/${month}/${year} ${time}`;
}
