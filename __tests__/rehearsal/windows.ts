import { METRIC_PERIOD_MS } from "../../embedded-aws/health-checks/health-metrics";

/** From the earliest to the latest, in milliseconds of AWS time. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const SECOND = 1_000;

/** What is deployed: the product's defaults. */
const INTERVAL = 10 * SECOND;
const THRESHOLD = 3;
const TTL = 30 * SECOND;

/** Route 53's documented patience, and what is assumed of it (docs/fidelity.md). */
const CONNECT_TIMEOUT = 4 * SECOND;
const AGGREGATION = 2 * SECOND;
const DNS_LAG: Window = { from: 1 * SECOND, to: 5 * SECOND };

/** EC2, assumed: the service ends 2 s and the instance 12 s after StopInstances; from stopped to serving, 32 s. */
const SERVICE_ENDS = 2 * SECOND;
const STOPPED = 12 * SECOND;
const STANDBY_STARTS = 32 * SECOND;

/** Two rules, half a second each; a function's queue; its cold start. */
const EVENT_PATH = 2 * 500 + 50 + 600;
/** The controller believes four failed probes, at 0, 3, 6 and 10 s where each is answered, or one connect time-out after the other. */
const CONFIRMED: Window = { from: 10 * SECOND, to: 4 * CONNECT_TIMEOUT };
/** Ten or fewer API calls of 50 ms between the controller's first look and its start of the instance. */
const CALLS = 500;

/** Between two places, and a user's requests. */
const ROUND_TRIP = 80;
const REQUESTS_APART = 250;

/** CloudWatch, assumed: alarms look at a minute half a minute after its end, and SNS takes 0.3 s. */
const ALARM_DELAY = 30 * SECOND;
const SNS = 300;
const MINUTE = 60 * SECOND;

/**
 * The check's turn after the stop. A checker's look that was under way fails at once, and the two after it take an
 * interval and a time-out each; a checker that had just been answered waits an interval first, and then for every time-out.
 */
export const CHECK_TURNS: Window = {
  from: SERVICE_ENDS + (THRESHOLD - 1) * (INTERVAL + CONNECT_TIMEOUT) + AGGREGATION,
  to: SERVICE_ENDS + 2 * ROUND_TRIP + INTERVAL + THRESHOLD * CONNECT_TIMEOUT + (THRESHOLD - 1) * INTERVAL + AGGREGATION,
};

/**
 * The standby's start: at the earliest by a tick that finds the service just gone, at the latest by EC2's event that the
 * instance is stopped (at the one before it, that it is stopping, the primary may still answer).
 */
export const STANDBY_IGNITES: Window = {
  from: SERVICE_ENDS + CONFIRMED.from,
  to: STOPPED + EVENT_PATH + CONFIRMED.to + CALLS,
};

/** A user follows DNS as late as his cache; one that asked a name server just before it turned keeps the old answer for a TTL. */
const USER_FOLLOWS: Window = {
  from: CHECK_TURNS.from + DNS_LAG.from,
  to: CHECK_TURNS.to + DNS_LAG.to + TTL + ROUND_TRIP,
};

const STANDBY_SERVES: Window = {
  from: STANDBY_IGNITES.from + STANDBY_STARTS,
  to: STANDBY_IGNITES.to + STANDBY_STARTS,
};

/** A user's outage: from the last good answer to the first, with a request's wait and its round trips at both ends. */
export const OUTAGE: Window = {
  from: Math.max(USER_FOLLOWS.from, STANDBY_SERVES.from) - SERVICE_ENDS,
  to: Math.max(USER_FOLLOWS.to, STANDBY_SERVES.to) - SERVICE_ENDS + 2 * REQUESTS_APART + 4 * ROUND_TRIP,
};

/** The alarm's message after the check's turn: the metric's minute ends, the delay, and the alarm's own minute. */
export const ALARM_ARRIVES_AFTER_TURN: Window = {
  from: ALARM_DELAY + SNS,
  to: METRIC_PERIOD_MS + ALARM_DELAY + MINUTE + SNS,
};

/** A tick is due within a minute, and comes up to a minute late. */
export const TICK_ARRIVES: Window = { from: 0, to: 2 * MINUTE };
export const TICK_IS_LATE_BY: Window = { from: 0, to: MINUTE };
