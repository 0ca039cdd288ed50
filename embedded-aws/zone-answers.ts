import type { HostedZone, ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Answer, RecordType } from "dns-packet";

export interface Zone {
  readonly zone: HostedZone;
  readonly records: readonly ResourceRecordSet[];
}

/** What a name server of Route 53 says to one question. */
export interface ZoneAnswer {
  readonly rcode: "NOERROR" | "NXDOMAIN" | "REFUSED";
  readonly answers: Answer[];
  readonly authorities: Answer[];
}

/** Whether a record's health check is healthy now, by its id. */
export type IsHealthy = (healthCheckId: string) => Promise<boolean>;

/**
 * Answers a question as Route 53 does from these hosted zones: simple and failover records of types A, AAAA, CNAME, NS,
 * SOA and TXT. Aliases, wildcards and the other routing policies are not simulated.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html
 */
export async function answerFrom(
  zones: readonly Zone[],
  question: { name: string; type: RecordType },
  isHealthy: IsHealthy,
): Promise<ZoneAnswer> {
  const name = absolute(question.name);
  const zone = zoneOf(zones, name);
  if (!zone) return { rcode: "REFUSED", answers: [], authorities: [] };
  const ofName = zone.records.filter((record) => absolute(record.Name ?? "") === name);
  const type = ofName.some((record) => record.Type === "CNAME") ? "CNAME" : question.type;
  const candidates = ofName.filter((record) => record.Type === type);
  if (candidates.length > 0) {
    const chosen = await choose(candidates, isHealthy);
    return { rcode: "NOERROR", answers: toAnswers(chosen, question.name), authorities: [] };
  }
  const soa = zone.records
    .filter((record) => record.Type === "SOA")
    .flatMap((record) => toAnswers(record, record.Name!));
  // A name that only has names below it exists too (RFC 8020).
  const exists = zone.records.some((record) => `.${absolute(record.Name ?? "")}`.endsWith(`.${name}`));
  return { rcode: exists ? "NOERROR" : "NXDOMAIN", answers: [], authorities: soa };
}

/** The most specific hosted zone that holds a name. */
function zoneOf(zones: readonly Zone[], name: string): Zone | undefined {
  return zones
    .filter(({ zone }) => `.${name}`.endsWith(`.${absolute(zone.Name ?? "")}`))
    .sort((a, b) => (b.zone.Name?.length ?? 0) - (a.zone.Name?.length ?? 0))[0];
}

/** The primary while it is healthy, else the secondary while it is, else the primary again: somebody must be answered. */
async function choose(candidates: readonly ResourceRecordSet[], isHealthy: IsHealthy): Promise<ResourceRecordSet> {
  const healthy = async (record: ResourceRecordSet) => !record.HealthCheckId || (await isHealthy(record.HealthCheckId));
  const primary = candidates.find((record) => record.Failover === "PRIMARY");
  const secondary = candidates.find((record) => record.Failover === "SECONDARY");
  if (primary && (await healthy(primary))) return primary;
  if (secondary && (await healthy(secondary))) return secondary;
  return primary ?? secondary ?? candidates[0]!;
}

function toAnswers(record: ResourceRecordSet, name: string): Answer[] {
  const ttl = record.TTL ?? 0;
  return (record.ResourceRecords ?? []).flatMap(({ Value = "" }): Answer[] => {
    switch (record.Type) {
      case "A":
      case "AAAA":
        return [{ type: record.Type, name, ttl, data: Value }];
      case "CNAME":
      case "NS":
        return [{ type: record.Type, name, ttl, data: Value.replace(/\.$/, "") }];
      case "TXT":
        return [{ type: "TXT", name, ttl, data: [...Value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!) }];
      case "SOA":
        return [{ type: "SOA", name: name.replace(/\.$/, ""), ttl, data: parseSoa(Value) }];
      default:
        return [];
    }
  });
}

/** moto 5.2.1 wraps the SOA's value in a printed Python dictionary: `{'Value': 'ns-… 86400'}`. */
function parseSoa(value: string) {
  const fields = value.replace(/^\{'Value': '|'\}$/g, "").split(/\s+/);
  const [serial, refresh, retry, expire, minimum] = fields.slice(2).map(Number);
  const [mname, rname] = fields.map((field) => field.replace(/\.$/, ""));
  return { mname: mname!, rname: rname!, serial, refresh, retry, expire, minimum };
}

/** Names compare without case and with their final dot. */
const absolute = (name: string) => `${name.toLowerCase().replace(/\.$/, "")}.`;
