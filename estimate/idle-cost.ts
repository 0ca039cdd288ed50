import { FREE_TIER, PRICES, type Price } from "./prices";
import { CHECKERS } from "./ranges";
import { SCHEDULES } from "./waiting";

export interface IdleCostInput {
  healthCheck: { protocol: "HTTP" | "HTTPS"; interval: 10 | 30 };
  /** What the primary is; of a server that exists already nothing is paid for here but the check that watches it. */
  primary: "managed" | "existing in AWS" | "existing elsewhere";
  /** GB of each managed site's root volume. */
  rootVolumeGigabytes: number;
  /** CloudWatch alarms of the workload. */
  alarms: number;
  /** Whether the workload has a dashboard. */
  dashboard: boolean;
  /** Megabytes of memory that the controller's function has. */
  controllerMegabytes: number;
}

export interface CostItem {
  name: string;
  /** US dollars a month, as if no free tier existed. */
  dollars: number;
  calculation: string;
  price: Price;
  /** The allowance that covers the whole item in an account that uses it for nothing else. */
  freeTier: string | "none";
}

export interface IdleCost {
  items: CostItem[];
  /** US dollars a month without any free tier. */
  dollars: number;
  /** US dollars a month where the lasting free tiers are still unused. */
  dollarsAfterFreeTiers: number;
  /** What is paid with or without Pilot Light, or only while something happens. */
  notCounted: string[];
}

/** AWS bills by the hour and reckons a month as 730 hours. */
const HOURS_A_MONTH = 730;
const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
/** Each schedule ticks every minute. */
const TICKS_A_MONTH = SCHEDULES * HOURS_A_MONTH * 60;

/** Of each checker that asks for the lock. */
const LOCK_CHECK_INTERVAL_SECONDS = 10;
/** Bytes of S3's 404 with its headers, generously. */
const ABSENT_LOCK_ANSWER_BYTES = 700;

/** Seconds that a tick takes while all is well: one probe of each witness, two reads. */
const IDLE_TICK_SECONDS = 1;
/** Reads a tick: the lease, the lock and the controller's memory. */
const READS_A_TICK = 3;
/** Whether the primary is up, whether the standby serves, whether the lock exists; a recovery time only while there is one. */
const IDLE_METRICS = 3;
/** Bytes a tick logs: one JSON line, and Lambda's own three. */
const LOG_BYTES_A_TICK = 2_000;

const BYTES_A_GIGABYTE = 1e9;
const MEGABYTES_A_GIGABYTE = 1024;

/** What one workload costs a month while nothing happens, item by item, in US dollars (us-east-1). */
export function idleCost(input: IdleCostInput): IdleCost {
  const items = [...sites(input), ...healthChecks(input), ...lockReads(), ...controller(input), ...watching(input)];
  const sum = (some: CostItem[]) => some.reduce((total, item) => total + item.dollars, 0);
  return {
    items,
    dollars: sum(items),
    dollarsAfterFreeTiers: sum(items.filter((item) => item.freeTier === "none")),
    notCounted: [
      "the running primary's instance hours: you pay them already",
      "the hosted zone and its queries: you pay them already",
      "topics, queues, rules, and a few kilobytes in S3: below one cent while nothing happens",
      "the standby's instance hours: only while it runs",
    ],
  };
}

function item(
  name: string,
  count: number,
  price: Price,
  unit: string,
  freeTier: CostItem["freeTier"] = "none",
): CostItem {
  const shown = Number.isInteger(count) ? count.toLocaleString("en-US") : count.toFixed(1);
  return { name, dollars: count * price.dollars, calculation: `${shown} × ${unit}`, price, freeTier };
}

function sites({ primary, rootVolumeGigabytes }: IdleCostInput): CostItem[] {
  const roles = primary === "managed" ? ["primary", "standby"] : ["standby"];
  return roles.flatMap((role) => [
    item(`Elastic IP of the ${role} (billed also while stopped)`, HOURS_A_MONTH, PRICES.publicAddress, "hour"),
    item(`root volume of the ${role}`, rootVolumeGigabytes, PRICES.disk, "GB of gp3"),
  ]);
}

function healthChecks({ healthCheck, primary }: IdleCostInput): CostItem[] {
  const inAws = primary !== "existing elsewhere";
  const check = inAws ? PRICES.awsCheck : PRICES.otherCheck;
  const option = inAws ? PRICES.awsCheckOption : PRICES.otherCheckOption;
  return [
    item("endpoint check", 1, check, "check", inAws ? FREE_TIER.awsChecks : "none"),
    ...(healthCheck.interval === 10 ? [item("endpoint check: every 10 s", 1, option, "option")] : []),
    ...(healthCheck.protocol === "HTTPS" ? [item("endpoint check: HTTPS", 1, option, "option")] : []),
    item("lock check", 1, PRICES.awsCheck, "check", FREE_TIER.awsChecks),
    item("lock check: every 10 s, HTTPS, and measured latency", 3, PRICES.awsCheckOption, "option"),
    item("calculated check over both", 1, PRICES.awsCheck, "check", FREE_TIER.awsChecks),
  ];
}

/** The lock is absent while all is well, and S3 bills its owner for 404s as for any GET. */
function lockReads(): CostItem[] {
  const reads = (CHECKERS * SECONDS_A_MONTH) / LOCK_CHECK_INTERVAL_SECONDS;
  return [
    item("checkers ask for the lock", reads, PRICES.s3Read, "GET"),
    item(
      "S3's answers to the checkers",
      (reads * ABSENT_LOCK_ANSWER_BYTES) / BYTES_A_GIGABYTE,
      PRICES.transferOut,
      "GB",
      FREE_TIER.transferOut,
    ),
  ];
}

function controller({ controllerMegabytes }: IdleCostInput): CostItem[] {
  const gigabyteSeconds = (TICKS_A_MONTH * IDLE_TICK_SECONDS * controllerMegabytes) / MEGABYTES_A_GIGABYTE;
  return [
    item("schedules", TICKS_A_MONTH, PRICES.tick, "tick", FREE_TIER.ticks),
    item("controller: invocations", TICKS_A_MONTH, PRICES.functionRequest, "invocation", FREE_TIER.functions),
    item("controller: time", gigabyteSeconds, PRICES.functionTime, "GB-second", FREE_TIER.functions),
    item("controller reads lease, lock and memory", TICKS_A_MONTH * READS_A_TICK, PRICES.s3Read, "GET"),
    item("controller's logs", (TICKS_A_MONTH * LOG_BYTES_A_TICK) / BYTES_A_GIGABYTE, PRICES.logs, "GB", FREE_TIER.logs),
  ];
}

function watching({ alarms, dashboard }: IdleCostInput): CostItem[] {
  return [
    item("alarms", alarms, PRICES.alarm, "alarm", FREE_TIER.alarms),
    item("controller's metrics", IDLE_METRICS, PRICES.metric, "metric", FREE_TIER.metrics),
    ...(dashboard ? [item("dashboard", 1, PRICES.dashboard, "dashboard", FREE_TIER.dashboards)] : []),
  ];
}

const dollarsText = (dollars: number) => `$${dollars.toFixed(2)}`;

/** The cost as a Markdown table with its sum, for the README and for a terminal. */
export function idleCostText({ items, dollars, dollarsAfterFreeTiers, notCounted }: IdleCost): string {
  return [
    "| a month | item | what it is | price | known from |",
    "|---:|---|---|---|---|",
    ...items.map(
      ({ name, dollars: cost, calculation, price, freeTier }) =>
        `| ${dollarsText(cost)} | ${name} | ${calculation}${freeTier === "none" ? "" : ` (${freeTier})`} | ` +
        `$${decimal(price.dollars)} per ${price.per} | ${price.evidence}, ${price.read}, ${price.source} |`,
    ),
    `| **${dollarsText(dollars)}** | **all** | **${dollarsText(dollarsAfterFreeTiers)} where the free tiers are unused** | | |`,
    "",
    "Not counted:",
    ...notCounted.map((line) => `- ${line}`),
  ].join("\n");
}

/** Without an exponent: 4e-7 is no price that a person reads. */
function decimal(dollars: number): string {
  return dollars.toFixed(10).replace(/\.?0+$/, "");
}
