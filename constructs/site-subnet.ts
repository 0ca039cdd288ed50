import type { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, type Postcondition, Token } from "cdktf";
import { Construct } from "constructs";
import type { ManagedSite } from "../config/configuration";
import { typeOfferings } from "./type-offerings";

export interface SiteSubnetProps {
  readonly provider: AwsProvider;
  readonly region: string;
  readonly subnet: ManagedSite["subnet"];
  readonly instanceType: string;
  /** Other types that the server may be started as; none for a primary. */
  readonly fallbackInstanceTypes: readonly string[];
  /** The place in the file that a message names, such as `workload "web", primary`. */
  readonly where: string;
}

/**
 * The subnet of a site, looked up and judged when Terraform plans: what only AWS knows fails there, in words.
 * By default it is a default subnet in a zone that offers the instance type (us-east-1e, for one, has no t3.micro), and
 * every type that may stand in for it.
 */
export class SiteSubnet extends Construct {
  readonly id: string;
  readonly vpcId: string;
  /** Of the server, whose zone was chosen when it was made: a fallback that the file names later must be offered there. */
  readonly fallbacksAreOffered: Postcondition[];

  constructor(scope: Construct, id: string, props: SiteSubnetProps) {
    super(scope, id);
    const { provider, region, subnet, instanceType, fallbackInstanceTypes, where } = props;
    const place = { provider, region, where };
    const wanted = typeOfferings(this, "zones-with-type", { ...place, instanceType, key: "instanceType" });
    const fallbacks = fallbackInstanceTypes.map((type) => ({
      type,
      offerings: typeOfferings(this, `zones-with-${type}`, {
        ...place,
        instanceType: type,
        key: "fallbackInstanceTypes",
      }),
    }));
    const all = [wanted, ...fallbacks.map(({ offerings }) => offerings)];
    this.fallbacksAreOffered = fallbacks.map(({ type, offerings }) => ({
      condition: zoneIsOneOf(offerings),
      errorMessage: `${where}: the zone of this server does not offer the instance type ${type}, so that it could never be started as one. Take ${type} out of fallbackInstanceTypes.`,
    }));

    const chosen = new DataAwsSubnet(this, "subnet", {
      provider,
      id: subnet.kind === "id" ? subnet.id : this.firstDefaultSubnet(props, all),
      lifecycle: {
        postcondition: [
          {
            condition: zoneIsOneOf(wanted),
            errorMessage: `${where}: the zone of this subnet does not offer the instance type ${instanceType}. Set another subnet (aws ec2 describe-instance-type-offerings --region ${region} --location-type availability-zone --filters Name=instance-type,Values=${instanceType} lists the zones that do), or another instanceType.`,
          },
          ...fallbacks.map(({ type, offerings }) => ({
            condition: zoneIsOneOf(offerings),
            errorMessage: `${where}: the zone of this subnet does not offer the instance type ${type}. Take it out of fallbackInstanceTypes, or set another subnet.`,
          })),
        ],
      },
    });
    this.id = chosen.id;
    this.vpcId = chosen.vpcId;
    this.requireInternet(provider, region, where);
  }

  private firstDefaultSubnet(
    { provider, region, instanceType, fallbackInstanceTypes, where }: SiteSubnetProps,
    offerings: DataAwsEc2InstanceTypeOfferings[],
  ): string {
    const types = [instanceType, ...fallbackInstanceTypes].join(" and ");
    const vpcs = new DataAwsVpcs(this, "default-vpc", {
      provider,
      filter: [{ name: "isDefault", values: ["true"] }],
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.ids) == 1}",
            errorMessage: `${where}: ${region} has no default VPC. Create it (aws ec2 create-default-vpc --region ${region}), or set subnet to a subnet of your own that has a way to the internet.`,
          },
        ],
      },
    });
    const zones = zonesOfAll(offerings);
    const subnets = new DataAwsSubnets(this, "default-subnets", {
      provider,
      filter: [
        { name: "vpc-id", values: vpcs.ids },
        { name: "default-for-az", values: ["true"] },
        { name: "availability-zone", values: Token.asList(`\${${zones}}`) },
      ],
      lifecycle: {
        // EC2 takes no filter without values.
        precondition:
          offerings.length > 1
            ? [
                {
                  condition: `\${length(${zones}) > 0}`,
                  errorMessage: `${where}: no zone of ${region} offers all of ${types}. Set other fallbackInstanceTypes.`,
                },
              ]
            : undefined,
        postcondition: [
          {
            condition: "${length(self.ids) > 0}",
            errorMessage: `${where}: no default subnet of ${region} is in a zone that offers the instance type ${types}. Set subnet to one of your own, or another instanceType.`,
          },
        ],
      },
    });
    return Fn.element(Fn.sort(subnets.ids), 0);
  }

  /** A subnet without a route table of its own follows its VPC's main one. */
  private requireInternet(provider: AwsProvider, region: string, where: string): void {
    const own = new DataAwsRouteTables(this, "own-route-table", {
      provider,
      filter: [{ name: "association.subnet-id", values: [this.id] }],
    });
    const main = new DataAwsRouteTables(this, "main-route-table", {
      provider,
      vpcId: this.vpcId,
      filter: [{ name: "association.main", values: ["true"] }],
    });
    new DataAwsRouteTable(this, "route-table", {
      provider,
      routeTableId: `\${element(concat(${own.fqn}.ids, ${main.fqn}.ids), 0)}`,
      lifecycle: {
        postcondition: [
          {
            condition:
              '${anytrue([for route in self.routes : route.cidr_block == "0.0.0.0/0" && startswith(route.gateway_id, "igw-")])}',
            errorMessage: `${where}: this subnet has no way to the internet: its route table has no route 0.0.0.0/0 to an internet gateway, so neither users nor Route 53's checkers would reach the server. Add the route in ${region}, or set subnet to a public one.`,
          },
        ],
      },
    });
  }
}

function zoneIsOneOf(offerings: DataAwsEc2InstanceTypeOfferings): string {
  return `\${contains(${offerings.fqn}.locations, self.availability_zone)}`;
}

/** Expression: the zones that offer every one of the types. */
function zonesOfAll(offerings: DataAwsEc2InstanceTypeOfferings[]): string {
  const zones = offerings.map(({ fqn }) => `${fqn}.locations`);
  return zones.length === 1 ? zones[0]! : `setintersection(${zones.join(", ")})`;
}
