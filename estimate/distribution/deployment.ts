import type { AlarmRule } from "../../embedded-aws/alarms/alarm";
import type { Zone } from "../../embedded-aws/dns/hosted-zones";
import { CHECKER_REGIONS } from "../../embedded-aws/health-checks/checkers";
import type { CheckDefinition, EndpointDefinition } from "../../embedded-aws/health-checks/definition";
import type { Settings } from "../../functions/controller/environment";
import type { WatchedWorkload } from "./workload";

/** What the stacks deploy of a workload, as far as a draw meets it. Names and addresses are RFC 2606's and RFC 5737's. */
export const DOMAIN = "www.example.com";
export const PRIMARY = { address: "192.0.2.10", instanceId: "i-0000000000000000a", region: "primary" } as const;
export const STANDBY = {
  address: "198.51.100.20",
  instanceId: "i-0000000000000000b",
  region: "standby",
  instanceType: "t3.micro",
} as const;
export const CHECK = { endpoint: "endpoint", lock: "lock", both: "both" } as const;

export const NAME_SERVERS = ["ns-1.example.com", "ns-2.example.net", "ns-3.example.org", "ns-4.example.com"];
const MS_A_SECOND = 1_000;

/** The endpoint's check, the lock's, and the one that is calculated from both. */
export function healthChecks({ healthCheck }: Pick<WatchedWorkload, "healthCheck">): {
  readonly endpoint: EndpointDefinition;
  readonly all: ReadonlyMap<string, CheckDefinition>;
} {
  const asked = { regions: CHECKER_REGIONS, disabled: false, measuresLatency: false, kind: "endpoint" } as const;
  const endpoint: EndpointDefinition = {
    ...asked,
    id: CHECK.endpoint,
    inverted: false,
    target: { scheme: "HTTP", at: { kind: "address", address: PRIMARY.address }, port: 80, path: "/", host: DOMAIN },
    intervalMs: healthCheck.interval * MS_A_SECOND,
    failureThreshold: healthCheck.threshold,
  };
  const lock: EndpointDefinition = { ...endpoint, id: CHECK.lock, inverted: true, failureThreshold: 1 };
  const children = [CHECK.endpoint, CHECK.lock];
  const both: CheckDefinition = {
    kind: "calculated",
    id: CHECK.both,
    inverted: false,
    disabled: false,
    children,
    healthThreshold: children.length,
  };
  return { endpoint, all: new Map([endpoint, lock, both].map((check) => [check.id, check])) };
}

/** The zone with its two failover records, as Route 53 lists them. */
export function zone(ttl: number): Zone {
  const record = { Name: `${DOMAIN}.`, Type: "A", TTL: ttl } as const;
  return {
    name: "example.com.",
    nameServers: NAME_SERVERS,
    records: [
      {
        ...record,
        SetIdentifier: "primary",
        Failover: "PRIMARY",
        HealthCheckId: CHECK.both,
        ResourceRecords: [{ Value: PRIMARY.address }],
      },
      { ...record, SetIdentifier: "standby", Failover: "SECONDARY", ResourceRecords: [{ Value: STANDBY.address }] },
    ],
  };
}

/** The alarm on the endpoint's check: one unhealthy minute. */
export const ALARM_RULE: AlarmRule = {
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  statistic: "Minimum",
  comparison: "LessThanThreshold",
  threshold: 1,
  missingData: "missing",
};

export const SCHEDULE_EXPRESSION = "rate(1 minute)";

/** Milliseconds: the function's time-out. */
export const FUNCTION_TIMEOUT_MS = 90_000;

export function controllerSettings({ bootSeconds, failback, ttl }: WatchedWorkload): Settings {
  return {
    workload: "www",
    domain: DOMAIN,
    primary: { address: PRIMARY.address, instanceId: PRIMARY.instanceId },
    standby: STANDBY,
    fallbackInstanceTypes: [],
    healthCheck: { protocol: "HTTP", port: 80, path: "/" },
    nameServers: [...NAME_SERVERS],
    alertTopicArn: "arn:aws:sns:us-east-1:000000000000:alerts",
    lockBucket: "lock",
    failback,
    ttlSeconds: ttl,
    graceSeconds: 600,
    functionName: "pilot-light-www",
    bootSeconds,
    // Only messages go by it.
    promisedRecoverySeconds: 600,
  };
}
