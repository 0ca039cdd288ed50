import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import { hostNameOf } from "../../contract/host-name";
import { LOCK_BUCKET_KEY } from "../../contract/lock";
import type { Deployment } from "../deployment";
import { failure, type Line, lineOf, ok, UNDO_CHANGE, type Verdict } from "./line";
import type { Check, FailoverChecks, Readings } from "./readings";

/** Whether Route 53 would turn: the records and the health checks are as they were deployed. */
export function dnsLines(deployment: Deployment, { dns }: Pick<Readings, "dns">): Line[] {
  return [
    lineOf(
      { title: "the failover records", why: "They turn users to the standby, without anybody's doing." },
      dns.records,
      (records) =>
        verdictOf(recordDifferences(records, deployment), `${deployment.domain}, TTL ${deployment.ttlSeconds} s`),
    ),
    lineOf(
      {
        title: "the calculated health check",
        why: "The calculated check turns the records: both of its children must be healthy for the primary to be answered.",
      },
      dns.checks,
      (checks) => verdictOf(calculationDifferences(checks, deployment), "calculated of two checks, both needed"),
    ),
    lineOf(
      { title: "the primary's health check", why: "Without them DNS never turns by itself." },
      dns.checks,
      (checks) => verdictOf(endpointDifferences(checks, deployment), endpointOf(deployment)),
    ),
    lineOf(
      {
        title: "the lock's health check",
        why: "A lock that nobody looks for does not hold users: they would go back to a primary that flaps.",
      },
      dns.checks,
      (checks) => verdictOf(lockDifferences(checks, deployment), "inverted, one answer is enough"),
    ),
  ];
}

const verdictOf = (differences: string[], found: string): Verdict =>
  differences.length === 0 ? ok(found) : failure(differences.join("; "), UNDO_CHANGE);

function recordDifferences(records: ResourceRecordSet[], { primary, standby, ttlSeconds }: Deployment): string[] {
  const a = records.filter(({ Type }) => Type === "A");
  const differences = (failover: "PRIMARY" | "SECONDARY", address: string): string[] => {
    const record = a.find(({ Failover }) => Failover === failover);
    if (record === undefined) return [`there is no ${failover} record`];
    const addresses = (record.ResourceRecords ?? []).map(({ Value }) => Value);
    return [
      ...(addresses.join() === address
        ? []
        : [`${failover} answers ${addresses.join(", ") || "nothing"}, not ${address}`]),
      ...(record.TTL === ttlSeconds ? [] : [`${failover} has TTL ${record.TTL}, not ${ttlSeconds}`]),
    ];
  };
  const checkOf = (failover: string) => a.find(({ Failover }) => Failover === failover)?.HealthCheckId;
  const strangers = records.filter(
    ({ Type, Failover }) => ["AAAA", "CNAME"].includes(Type!) || (Type === "A" && !Failover),
  );
  return [
    ...differences("PRIMARY", primary.address),
    ...differences("SECONDARY", standby.address),
    ...(a.length > 0 && checkOf("PRIMARY") === undefined ? ["PRIMARY has no health check: it never turns"] : []),
    // With one, Route 53 answers the primary where both are unhealthy.
    ...(checkOf("SECONDARY") === undefined ? [] : ["SECONDARY has a health check, and so does not always answer"]),
    ...strangers.map(({ Type }) => `another ${Type} record of the name leads users past every failover`),
  ];
}

function calculationDifferences(checks: FailoverChecks | undefined, deployment: Deployment): string[] {
  if (checks === undefined) return ["the PRIMARY record has no health check"];
  const { failover, children } = checks;
  const { Type, HealthThreshold } = failover.config;
  if (Type !== "CALCULATED") return [`the check of the PRIMARY record is of type ${Type}, not CALCULATED`];
  const strangers =
    children.length - [endpointCheck(checks, deployment), lockCheck(checks, deployment)].filter(Boolean).length;
  return [
    ...(endpointCheck(checks, deployment) ? [] : ["it does not count the primary's check"]),
    ...(lockCheck(checks, deployment) ? [] : ["it does not count the lock's check"]),
    ...(strangers === 0 ? [] : [`it counts ${strangers} other ${strangers === 1 ? "check" : "checks"}`]),
    ...(HealthThreshold === children.length ? [] : [`${HealthThreshold} of ${children.length} are enough for it`]),
    ...asIs(failover, "it"),
  ];
}

function endpointDifferences(checks: FailoverChecks | undefined, deployment: Deployment): string[] {
  const check = endpointCheck(checks, deployment);
  if (check === undefined) return [`no check that counts asks ${deployment.primary.address}`];
  const { Type, Port, ResourcePath, FullyQualifiedDomainName } = check.config;
  const { protocol, port, path } = deployment.healthCheck;
  const asks = `${Type} port ${Port} ${ResourcePath} of ${FullyQualifiedDomainName}`;
  const same =
    Type === protocol &&
    Port === port &&
    ResourcePath === path &&
    sameName(FullyQualifiedDomainName, hostNameOf(deployment.domain));
  return [...(same ? [] : [`it asks ${asks}, not ${endpointOf(deployment)}`]), ...asIs(check, "it")];
}

const endpointOf = ({ healthCheck: { protocol, port, path }, domain }: Deployment) =>
  `${protocol} port ${port} ${path} of ${hostNameOf(domain)}`;

function lockDifferences(checks: FailoverChecks | undefined, deployment: Deployment): string[] {
  const check = lockCheck(checks, deployment);
  if (check === undefined) return ["no check that counts looks for the lock"];
  const { Type, Inverted, FailureThreshold, ResourcePath, Disabled } = check.config;
  const path = `/${LOCK_BUCKET_KEY.lock}`;
  return [
    ...(Type === "HTTPS" ? [] : [`it asks by ${Type}, not by HTTPS`]),
    ...(ResourcePath === path ? [] : [`it asks for ${ResourcePath}, not for ${path}`]),
    ...(Inverted ? [] : ["it is not inverted: an absent lock reads as unhealthy"]),
    ...(FailureThreshold === 1 ? [] : [`it needs ${FailureThreshold} answers: a returning primary wins the race`]),
    ...(Disabled ? ["it is disabled"] : []),
  ];
}

/** A disabled check counts as healthy, an inverted one as its opposite. */
const asIs = ({ config: { Disabled, Inverted } }: Check, it: string): string[] => [
  ...(Disabled ? [`${it} is disabled, and so always healthy`] : []),
  ...(Inverted ? [`${it} is inverted`] : []),
];

/** Route 53 keeps names as they were given, with or without their last dot. */
const sameName = (given: string | undefined, name: string) => given?.replace(/\.$/, "") === name;

export const endpointCheck = (checks: FailoverChecks | undefined, { primary }: Pick<Deployment, "primary">) =>
  checks?.children.find(({ config }) => config.IPAddress === primary.address);

/** By the host that it asks: the bucket's own name in S3. */
export const lockCheck = (checks: FailoverChecks | undefined, { lockBucket }: Pick<Deployment, "lockBucket">) =>
  checks?.children.find(({ config }) => config.FullyQualifiedDomainName?.startsWith(`${lockBucket}.s3.`));
