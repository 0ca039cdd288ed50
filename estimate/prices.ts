/**
 * What AWS charges, in US dollars, in us-east-1. Other regions that are enabled by default ask up to twice as much for
 * disks and the same for addresses and health checks.
 *
 * Nobody here has AWS's pages at hand: `price list` means that the figure was found word for word as a quotation of
 * AWS's public price list, `secondary` that independent guides agree on it, `unverified` that neither was found.
 */
export interface Price {
  dollars: number;
  per: string;
  source: string;
  /** ISO 8601 date of the quotation, or of the look-up where the quotation carries none. */
  read: string;
  evidence: "price list" | "secondary" | "unverified";
}

const ROUTE_53 = {
  source: "https://aws.amazon.com/route53/pricing/",
  read: "2026-10-01",
  evidence: "price list",
} as const;
const CLOUDWATCH = { source: "https://aws.amazon.com/cloudwatch/pricing/", read: "2026-02-28" } as const;

export const PRICES = {
  publicAddress: {
    dollars: 0.005,
    per: "public IPv4 address and hour, in use or idle",
    source: "https://aws.amazon.com/vpc/pricing/",
    read: "2026-07-24",
    evidence: "price list",
  },
  disk: {
    dollars: 0.08,
    per: "GB of gp3 and month",
    source: "https://aws.amazon.com/ebs/pricing/",
    read: "2026-11-23",
    evidence: "price list",
  },
  /** Which endpoints count as AWS's is defined on the page only; a calculated check is taken as one of them. */
  awsCheck: { dollars: 0.5, per: "health check of an AWS endpoint and month", ...ROUTE_53 },
  otherCheck: { dollars: 0.75, per: "health check of another endpoint and month", ...ROUTE_53 },
  awsCheckOption: { dollars: 1, per: "option of a health check of an AWS endpoint and month", ...ROUTE_53 },
  otherCheckOption: { dollars: 2, per: "option of a health check of another endpoint and month", ...ROUTE_53 },
  s3Read: {
    dollars: 0.0000004,
    per: "GET request, also where the answer is 404",
    source: "https://aws.amazon.com/s3/pricing/",
    read: "2026-09-28",
    evidence: "price list",
  },
  transferOut: {
    dollars: 0.09,
    per: "GB out to the internet",
    source: "https://aws.amazon.com/ec2/pricing/on-demand/",
    read: "2026-11-23",
    evidence: "unverified",
  },
  alarm: { dollars: 0.1, per: "standard alarm and month", ...CLOUDWATCH, evidence: "secondary" },
  metric: { dollars: 0.3, per: "custom metric and month", ...CLOUDWATCH, evidence: "secondary" },
  dashboard: { dollars: 3, per: "dashboard and month", ...CLOUDWATCH, evidence: "secondary" },
  logs: { dollars: 0.5, per: "GB of logs taken in", ...CLOUDWATCH, evidence: "secondary" },
  functionRequest: {
    dollars: 0.0000002,
    per: "Lambda invocation",
    source: "https://aws.amazon.com/lambda/pricing/",
    read: "2026-11-23",
    evidence: "price list",
  },
  functionTime: {
    dollars: 0.0000133334,
    per: "GB-second of Lambda on arm64",
    source: "https://aws.amazon.com/lambda/pricing/",
    read: "2026-11-23",
    evidence: "price list",
  },
  tick: {
    dollars: 0.000001,
    per: "invocation by EventBridge Scheduler",
    source: "https://aws.amazon.com/eventbridge/pricing/",
    read: "2026-03-13",
    evidence: "secondary",
  },
} as const satisfies Record<string, Price>;

/** Allowances of every account, every month, without an end. They hold only as far as nothing else uses them up. */
export const FREE_TIER = {
  awsChecks: "50 health checks of AWS endpoints are free",
  alarms: "10 alarms are free",
  metrics: "10 custom metrics are free",
  dashboards: "3 dashboards are free",
  logs: "5 GB of logs are free",
  functions: "1,000,000 invocations and 400,000 GB-seconds are free",
  ticks: "14,000,000 scheduled invocations are free",
  transferOut: "100 GB out to the internet are free",
} as const;
