import { DataAwsRoute53Records } from "@cdktf/provider-aws/lib/data-aws-route53-records";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Workload } from "../config/configuration";

export interface HostedZoneProps {
  readonly provider: AwsProvider;
  readonly workload: Workload;
}

/** The public hosted zone of the workload's domain, and what must be true of it before records are made. */
export class HostedZone extends Construct {
  readonly id: string;
  readonly arn: string;
  /** Host names of the zone's own name servers, separated by commas. */
  readonly nameServers: string;

  constructor(scope: Construct, id: string, { provider, workload }: HostedZoneProps) {
    super(scope, id);
    const zone = new DataAwsRoute53Zone(this, "zone", { provider, name: workload.hostedZone, privateZone: false });
    // Terraform's own error names only the resource; so the resource's name says what must be true.
    zone.overrideLogicalId("a_public_zone_of_this_name_must_exist_in_this_account");
    this.id = zone.zoneId;
    this.arn = zone.arn;
    this.nameServers = Fn.join(",", zone.nameServers);
  }
}

/**
 * What else answers for the domain: Route 53 refuses a failover record beside a simple A or CNAME record of the same
 * name, and users with IPv6 would follow a foreign AAAA record past every failover.
 *
 * @returns a Terraform expression that is true where no record of another owner stands in the way
 */
export function noOtherRecord(scope: Construct, provider: AwsProvider, zoneId: string, workload: Workload): string {
  // Route 53 lists an asterisk as \052.
  const name = workload.domain.replaceAll(".", "\\.").replace("*", "(\\*|\\\\052)");
  const records = new DataAwsRoute53Records(scope, "records-of-that-name", {
    provider,
    zoneId,
    nameRegex: `^${name}\\.?$`,
  });
  const ours = Object.values(setIdentifiers(workload.name)).map((identifier) => JSON.stringify(identifier));
  return `\${alltrue([for record in coalesce(${records.fqn}.resource_record_sets, []) : !contains(["A", "AAAA", "CNAME"], record.type) || contains([${ours.join(", ")}], coalesce(record.set_identifier, "-"))])}`;
}

/** How Route 53 tells the two failover records of one name apart. */
export function setIdentifiers(workload: string): { primary: string; standby: string } {
  return { primary: `pilot-light-${workload}-primary`, standby: `pilot-light-${workload}-standby` };
}
