import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Answer, Question } from "dns-packet";
import type { Zone } from "./hosted-zones";
import { absolute, type Reply } from "./reply";

/** Whether a health check is healthy, as far as this name server knows. */
export type IsHealthy = (healthCheckId: string) => boolean | Promise<boolean>;

/** What makes a record something else than a simple or a failover one. */
const NOT_SIMULATED = [
  "AliasTarget",
  "CidrRoutingConfig",
  "GeoLocation",
  "GeoProximityLocation",
  "MultiValueAnswer",
  "Region",
  "Weight",
] as const;

/**
 * Answers a question as Route 53 does from these hosted zones: simple and failover records of types A, AAAA, CNAME, NS,
 * SOA and TXT, and wildcards. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html
 * @throws Error that names a record of another kind
 */
export async function answerFrom(zones: readonly Zone[], question: Question, isHealthy: IsHealthy): Promise<Reply> {
  const name = absolute(question.name);
  const zone = zoneOf(zones, name);
  if (!zone) return { rcode: "REFUSED", answers: [], authorities: [] };
  const ofName = recordsOf(zone, exists(zone, name) ? name : wildcardFor(zone, name));
  const type = ofName.some((record) => record.Type === "CNAME") ? "CNAME" : question.type;
  const candidates = ofName.filter((record) => record.Type === type);
  if (candidates.length > 0) {
    const chosen = await choose(candidates, isHealthy);
    return { rcode: "NOERROR", answers: toAnswers(chosen, question.name), authorities: [] };
  }
  const soa = zone.records
    .filter((record) => record.Type === "SOA")
    .flatMap((record) => toAnswers(record, record.Name!));
  const isThere = ofName.length > 0 || exists(zone, name);
  return { rcode: isThere ? "NOERROR" : "NXDOMAIN", answers: [], authorities: soa };
}

const recordsOf = (zone: Zone, name: string | undefined) => zone.records.filter((record) => nameOf(record) === name);

/** Route 53 lists an asterisk as \\052. */
const nameOf = ({ Name = "" }: ResourceRecordSet) => absolute(Name).replace("\\052", "*");

/** A name that only has names below it exists too (RFC 8020). */
const exists = (zone: Zone, name: string) => zone.records.some((record) => `.${nameOf(record)}`.endsWith(`.${name}`));

/** The wildcard that answers for a name that does not exist: below its closest ancestor that does (RFC 4592). */
function wildcardFor(zone: Zone, name: string): string {
  const labels = name.split(".");
  const depth = labels.findIndex((_, index) => exists(zone, labels.slice(index + 1).join(".")));
  return ["*", ...labels.slice(depth + 1)].join(".");
}

/** The most specific hosted zone that holds a name. */
export function zoneOf(zones: readonly Zone[], name: string): Zone | undefined {
  return zones
    .filter((zone) => `.${absolute(name)}`.endsWith(`.${absolute(zone.name)}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** The primary while it is healthy, else the secondary while it is, else the primary again: somebody must be answered. */
async function choose(candidates: readonly ResourceRecordSet[], isHealthy: IsHealthy): Promise<ResourceRecordSet> {
  for (const record of candidates) {
    const unknown = NOT_SIMULATED.find((feature) => record[feature] !== undefined);
    if (unknown) throw notSimulated(record, unknown);
  }
  const healthy = async (record: ResourceRecordSet) => !record.HealthCheckId || isHealthy(record.HealthCheckId);
  const primary = candidates.find((record) => record.Failover === "PRIMARY");
  const secondary = candidates.find((record) => record.Failover === "SECONDARY");
  if (primary && (await healthy(primary))) return primary;
  if (secondary && (await healthy(secondary))) return secondary;
  return primary ?? secondary ?? candidates[0]!;
}

function toAnswers(record: ResourceRecordSet, name: string): Answer[] {
  const ttl = record.TTL ?? 0;
  return (record.ResourceRecords ?? []).map(({ Value = "" }): Answer => {
    switch (record.Type) {
      case "A":
      case "AAAA":
        return { type: record.Type, name, ttl, data: Value };
      case "CNAME":
      case "NS":
        return { type: record.Type, name, ttl, data: Value.replace(/\.$/, "") };
      case "TXT":
        return { type: "TXT", name, ttl, data: [...Value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!) };
      case "SOA":
        return { type: "SOA", name: name.replace(/\.$/, ""), ttl, data: parseSoa(Value) };
      default:
        throw notSimulated(record, `type ${record.Type}`);
    }
  });
}

function notSimulated({ Name, Type }: ResourceRecordSet, what: string): Error {
  return new Error(
    `The record ${Name} ${Type} has ${what}; the embedded AWS answers simple and failover records of types A, AAAA, CNAME, NS, SOA and TXT only.`,
  );
}

/** moto 5.2.1 wraps the SOA's value in a printed Python dictionary: `{'Value': 'ns-… 86400'}`. */
function parseSoa(value: string) {
  const fields = value.replace(/^\{'Value': '|'\}$/g, "").split(/\s+/);
  const [serial, refresh, retry, expire, minimum] = fields.slice(2).map(Number);
  const [mname, rname] = fields.map((field) => field.replace(/\.$/, ""));
  return { mname: mname!, rname: rname!, serial, refresh, retry, expire, minimum };
}
