import type { Deployment } from "../../../operations/deployment";
import type { Line } from "../../../operations/preflight/line";
import type { Alarm, Readings, Server, Site } from "../../../operations/preflight/readings";
import type { Reading } from "../../../operations/reading";

export const known = <T>(value: T): Reading<T> => ({ known: true, value });
export const UNREAD: Reading<never> = { known: false, why: "no answer within 3 s" };

/** 2026-06-01 12:00:00 UTC */
export const NOW = Date.UTC(2026, 5, 1, 12);
export const DAY = 24 * 3_600_000;

const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:pilot-light-web";
export const KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/k-1";
export const ALERT_TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:pilot-light-web-alerts-1";

export const DEPLOYMENT: Deployment = {
  workload: "web",
  region: "eu-central-1",
  functionName: "pilot-light-web",
  functionArn: FUNCTION_ARN,
  runtime: "nodejs22.x",
  domain: "www.example.com",
  primary: { address: "203.0.113.1", instanceId: "i-primary" },
  standby: { address: "203.0.113.2", instanceId: "i-standby", instanceType: "t3.micro" },
  healthCheck: { protocol: "HTTP", port: 80, path: "/health" },
  nameServers: ["ns-1.example.com"],
  lockBucket: "pilot-light-web-1",
  ttlSeconds: 60,
  graceSeconds: 600,
  bootSeconds: 60,
  promisedRecoverySeconds: 300,
};

export const STOPPED: Server = {
  state: "stopped",
  type: "t3.micro",
  imageId: "ami-1",
  launchedAt: NOW - 11 * DAY,
  stoppedAt: NOW - 10 * DAY,
  reason: { code: "Client.UserInitiatedShutdown", message: "User initiated shutdown" },
  securityGroupIds: ["sg-1"],
  interfaceIds: ["eni-1"],
  rootVolumeId: "vol-1",
  vCpus: 2,
};

export const SITE: Site = {
  server: known(STOPPED),
  inbound: known([{ protocol: "tcp", fromPort: 80, toPort: 80, source: "0.0.0.0/0" }]),
  userData: known("IyEvYmluL3No"),
  imageName: known("al2023-ami-2023"),
};

export function alarm(metric: string, change: Partial<Alarm> = {}): Alarm {
  return { name: `the alarm on ${metric}`, metric, state: "OK", since: NOW - DAY, acts: true, ...change };
}

const told = (arn: string) =>
  ({
    arn,
    tells: "people",
    subscriptions: known([{ protocol: "email", endpoint: "ops@example.com", confirmed: true }]),
  }) as const;

export const LOCK_CHECK = {
  Type: "HTTPS",
  Inverted: true,
  FailureThreshold: 1,
  FullyQualifiedDomainName: "pilot-light-web-1.s3.eu-central-1.amazonaws.com",
  ResourcePath: "/failover-lock",
} as const;
export const ENDPOINT_CHECK = {
  Type: "HTTP",
  IPAddress: "203.0.113.1",
  Port: 80,
  ResourcePath: "/health",
  FullyQualifiedDomainName: "www.example.com",
} as const;
export const CALCULATED = { Type: "CALCULATED", HealthThreshold: 2, ChildHealthChecks: ["endpoint", "lock"] } as const;

export const PRIMARY_RECORD = {
  Name: "www.example.com.",
  Type: "A",
  Failover: "PRIMARY",
  TTL: 60,
  HealthCheckId: "failover",
  ResourceRecords: [{ Value: "203.0.113.1" }],
} as const;
export const SECONDARY_RECORD = {
  Name: "www.example.com.",
  Type: "A",
  Failover: "SECONDARY",
  TTL: 60,
  ResourceRecords: [{ Value: "203.0.113.2" }],
} as const;

/** Everything was read, and everything is as it should be. */
export const WELL: Readings = {
  at: NOW,
  standby: SITE,
  standbyAddress: known({ interfaceId: "eni-1" }),
  standbyVolume: known({ keyArn: KEY_ARN, createdAt: NOW - 100 * DAY }),
  standbyKey: known({ arn: KEY_ARN, state: "Enabled", opensTo: "whom it names" }),
  standbyPage: "does not run",
  primary: { ...SITE, server: known({ ...STOPPED, state: "running", imageId: "ami-2" }) },
  regions: [
    {
      name: "eu-central-1",
      alarms: known(["AWS/Lambda Invocations", "AWS/Lambda Errors"].map((metric) => alarm(metric))),
      topics: known([told(ALERT_TOPIC_ARN)]),
      queues: known([{ name: "pilot-light-web-not-handled", messages: known(0) }]),
    },
    {
      name: "us-east-1",
      alarms: known(["AWS/Route53 HealthCheckStatus", "AWS/Route53 TimeToFirstByte"].map((metric) => alarm(metric))),
      topics: known([
        told("arn:aws:sns:us-east-1:123456789012:pilot-light-web-alerts-2"),
        {
          arn: "arn:aws:sns:us-east-1:123456789012:pilot-light-web-alarm-3",
          tells: "controller",
          subscriptions: known([{ protocol: "lambda", endpoint: FUNCTION_ARN, confirmed: true }]),
        },
      ]),
      queues: known([{ name: "pilot-light-web-alarm-not-delivered", messages: known(0) }]),
    },
  ],
  schedules: known(
    ["pilot-light-web", "pilot-light-web.second"].map((name) => ({
      ...{ name, enabled: true, expression: "rate(1 minute)", targetArn: FUNCTION_ARN },
    })),
  ),
  dns: {
    records: known([
      { ...PRIMARY_RECORD, ResourceRecords: [{ Value: "203.0.113.1" }] },
      { ...SECONDARY_RECORD, ResourceRecords: [{ Value: "203.0.113.2" }] },
    ]),
    checks: known({
      failover: { id: "failover", config: { ...CALCULATED, ChildHealthChecks: ["endpoint", "lock"] } },
      children: [
        { id: "endpoint", config: ENDPOINT_CHECK },
        { id: "lock", config: LOCK_CHECK },
      ],
    }),
    lockReports: known([
      "Failure: HTTP Status Code 404, Not Found. Resolved IP: 192.0.2.1",
      "Failure: HTTP Status Code 404, Not Found",
    ]),
  },
  lock: known({ exists: false }),
  memory: known({
    version: 2,
    firstSeenAt: NOW - 90 * DAY,
    armedAt: NOW - 90 * DAY,
    provenStandby: "i-standby",
    told: [],
  }),
  episodes: known([
    {
      version: 2,
      id: "e1",
      kind: "drill",
      trigger: "operator",
      startedAt: NOW - 10 * DAY,
      startedInstanceAt: NOW - 10 * DAY,
      runningAt: NOW - 10 * DAY,
      servingAt: NOW - 10 * DAY,
      outcome: "the drill passed",
      events: [],
    },
  ]),
  quotas: { addresses: known({ quota: 5, used: 2 }), vCpus: known({ quota: 32, used: 8 }) },
};

/** The one line with this title, as a state and what was found. */
export function about(lines: readonly Line[], title: string): string {
  const found = lines.filter((line) => line.title === title);
  if (found.length !== 1)
    throw new Error(`${found.length} lines are about "${title}": ${lines.map((line) => line.title).join(", ")}`);
  const [{ state, found: text }] = found as [Line];
  return `${state}: ${text}`;
}
