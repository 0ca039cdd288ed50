import {
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  type HostedZone,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { Deployment } from "../deployment";
import { reading } from "../reading";
import { after } from "./combined";
import { lockCheck } from "./dns";
import type { Check, Dns, FailoverChecks } from "./readings";

type Route53 = Pick<Route53Client, "send">;

/** Reads what Route 53 answers by: the records, and from them on the checks. Never rejects. */
export async function readDns(route53: Route53, deployment: Deployment): Promise<Dns> {
  const records = reading((signal) => readRecords(route53, deployment.domain, signal));
  const checks = after(records, (found, signal) => readChecks(route53, found, signal));
  const lockReports = after(checks, async (found, signal) => {
    const check = lockCheck(found, deployment);
    if (check === undefined) throw new Error("no check of the workload looks for the lock");
    return readReports(route53, check.id, signal);
  });
  return { records: await records, checks: await checks, lockReports: await lockReports };
}

/** All records of a name, out of the public zone that has them: the longest one that the name ends with. */
async function readRecords(route53: Route53, domain: string, abortSignal: AbortSignal): Promise<ResourceRecordSet[]> {
  const labels = domain.split(".");
  let emptyHanded: ResourceRecordSet[] | undefined;
  let refused: unknown = new Error(`this account has no public hosted zone for ${domain}`);
  for (let cut = 0; cut <= labels.length - 2; cut++) {
    for (const zone of await publicZones(route53, labels.slice(cut).join("."), abortSignal)) {
      try {
        const found = await recordsIn(route53, zone, domain, abortSignal);
        if (found.some(({ Failover }) => Failover !== undefined)) return found;
        emptyHanded ??= found;
      } catch (error) {
        // A second zone of the same name is nobody's business: an operator may read the workload's only.
        refused = error;
      }
    }
  }
  if (emptyHanded === undefined) throw refused;
  return emptyHanded;
}

async function publicZones(route53: Route53, name: string, abortSignal: AbortSignal): Promise<HostedZone[]> {
  const { HostedZones } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: name }), { abortSignal });
  // It lists from this name on, in the order of names.
  return (HostedZones ?? []).filter(({ Name, Config }) => Name === `${name}.` && !Config?.PrivateZone);
}

async function recordsIn(route53: Route53, zone: HostedZone, domain: string, abortSignal: AbortSignal) {
  const { ResourceRecordSets } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone.Id!, StartRecordName: domain }),
    { abortSignal },
  );
  // Route 53 writes an asterisk in octal: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
  return (ResourceRecordSets ?? []).filter(({ Name }) => Name?.replace("\\052", "*") === `${domain}.`);
}

async function readChecks(
  route53: Route53,
  records: ResourceRecordSet[],
  signal: AbortSignal,
): Promise<FailoverChecks | undefined> {
  const id = records.find(({ Failover }) => Failover === "PRIMARY")?.HealthCheckId;
  if (id === undefined) return undefined;
  const failover = await readCheck(route53, id, signal);
  const children = failover.config.ChildHealthChecks ?? [];
  return { failover, children: await Promise.all(children.map((child) => readCheck(route53, child, signal))) };
}

async function readCheck(route53: Route53, id: string, abortSignal: AbortSignal): Promise<Check> {
  const { HealthCheck } = await route53.send(new GetHealthCheckCommand({ HealthCheckId: id }), { abortSignal });
  return { id, config: HealthCheck!.HealthCheckConfig! };
}

async function readReports(route53: Route53, HealthCheckId: string, abortSignal: AbortSignal): Promise<string[]> {
  const { HealthCheckObservations } = await route53.send(new GetHealthCheckStatusCommand({ HealthCheckId }), {
    abortSignal,
  });
  return (HealthCheckObservations ?? []).map(({ StatusReport }) => StatusReport?.Status ?? "");
}
