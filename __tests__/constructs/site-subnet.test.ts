import type { ManagedSite } from "../../config/configuration";
import { SiteSubnet } from "../../constructs/site-subnet";
import { synthesizeConstruct } from "../construct-synth";
import { type Arguments, only } from "../synthesized";

function synthesizeSubnet(subnet: ManagedSite["subnet"], fallbackInstanceTypes: string[] = []) {
  const { data } = synthesizeConstruct((scope, { standby }) => {
    new SiteSubnet(scope, "place", {
      provider: standby,
      region: "eu-west-1",
      subnet,
      instanceType: "t3.micro",
      fallbackInstanceTypes,
      where: 'workload "shop", standby',
    });
  });
  return data;
}

const byDefault = () => synthesizeSubnet({ kind: "default" });
const byId = () => synthesizeSubnet({ kind: "id", id: "subnet-0123456789abcdef0" });

function postcondition(source: Arguments): { condition: string; error_message: string } {
  expect(source.lifecycle.postcondition).toHaveLength(1);
  return source.lifecycle.postcondition[0];
}

describe("the subnet of a site", () => {
  it("is by default the first default subnet in a zone that offers the instance type", () => {
    const data = byDefault();
    const offerings = "data.aws_ec2_instance_type_offerings.place_zones-with-type";
    expect(only(data, "aws_ec2_instance_type_offerings")).toMatchObject({
      location_type: "availability-zone",
      filter: [{ name: "instance-type", values: ["t3.micro"] }],
    });
    expect(only(data, "aws_vpcs").filter).toEqual([{ name: "isDefault", values: ["true"] }]);
    expect(only(data, "aws_subnets").filter).toEqual([
      { name: "vpc-id", values: "${data.aws_vpcs.place_default-vpc.ids}" },
      { name: "default-for-az", values: ["true"] },
      { name: "availability-zone", values: `\${${offerings}.locations}` },
    ]);
    expect(only(data, "aws_subnet").id).toBe("${element(sort(data.aws_subnets.place_default-subnets.ids), 0)}");
  });

  it("is the one that the file names, and no other is looked up", () => {
    const data = byId();
    expect(only(data, "aws_subnet").id).toBe("subnet-0123456789abcdef0");
    expect(data).not.toHaveProperty("aws_vpcs");
    expect(data).not.toHaveProperty("aws_subnets");
  });

  it("has its routes judged in its own table, or else in its VPC's main one", () => {
    const data = byId();
    const subnet = "data.aws_subnet.place_subnet";
    const tables = Object.values(data.aws_route_tables!);
    expect(tables.map(({ filter, vpc_id }) => ({ filter, vpc_id }))).toEqual([
      { filter: [{ name: "association.main", values: ["true"] }], vpc_id: `\${${subnet}.vpc_id}` },
      { filter: [{ name: "association.subnet-id", values: [`\${${subnet}.id}`] }], vpc_id: undefined },
    ]);
    expect(only(data, "aws_route_table").route_table_id).toBe(
      "${element(concat(data.aws_route_tables.place_own-route-table.ids, data.aws_route_tables.place_main-route-table.ids), 0)}",
    );
  });
});

describe("a plan fails in words", () => {
  it("where the region has no default VPC", () => {
    expect(postcondition(only(byDefault(), "aws_vpcs"))).toEqual({
      condition: "${length(self.ids) == 1}",
      error_message:
        'workload "shop", standby: eu-west-1 has no default VPC. Create it (aws ec2 create-default-vpc --region eu-west-1), or set subnet to a subnet of your own that has a way to the internet.',
    });
  });

  it("where no default subnet is in a zone that offers the type", () => {
    expect(postcondition(only(byDefault(), "aws_subnets"))).toEqual({
      condition: "${length(self.ids) > 0}",
      error_message:
        'workload "shop", standby: no default subnet of eu-west-1 is in a zone that offers the instance type t3.micro. Set subnet to one of your own, or another instanceType.',
    });
  });

  it("where no zone of the region offers the type", () => {
    expect(postcondition(only(byId(), "aws_ec2_instance_type_offerings"))).toEqual({
      condition: "${length(self.locations) > 0}",
      error_message:
        'workload "shop", standby: no zone of eu-west-1 offers the instance type t3.micro. Set another instanceType, or another region.',
    });
  });

  it("where the subnet's zone does not offer the type", () => {
    const { condition, error_message } = postcondition(only(byId(), "aws_subnet"));
    expect(condition).toBe(
      "${contains(data.aws_ec2_instance_type_offerings.place_zones-with-type.locations, self.availability_zone)}",
    );
    expect(error_message).toBe(
      'workload "shop", standby: the zone of this subnet does not offer the instance type t3.micro. Set another subnet (aws ec2 describe-instance-type-offerings --region eu-west-1 --location-type availability-zone --filters Name=instance-type,Values=t3.micro lists the zones that do), or another instanceType.',
    );
  });

  it("where the subnet has no way to the internet", () => {
    expect(postcondition(only(byId(), "aws_route_table"))).toEqual({
      condition:
        '${anytrue([for route in self.routes : route.cidr_block == "0.0.0.0/0" && startswith(route.gateway_id, "igw-")])}',
      error_message:
        'workload "shop", standby: this subnet has no way to the internet: its route table has no route 0.0.0.0/0 to an internet gateway, so neither users nor Route 53\'s checkers would reach the server. Add the route in eu-west-1, or set subnet to a public one.',
    });
  });
});

describe("the subnet of a site that may be started as other types", () => {
  const types = ["t3.small", "t3a.micro"];
  const zonesOf = (name: string) => `data.aws_ec2_instance_type_offerings.place_zones-with-${name}.locations`;
  const zones = ["type", "t3small", "t3amicro"].map(zonesOf);

  it("is by default in a zone that offers all of them", () => {
    const data = synthesizeSubnet({ kind: "default" }, types);
    const asked = Object.values(data.aws_ec2_instance_type_offerings!).map(({ filter }) => filter);
    expect(asked).toEqual(
      expect.arrayContaining(["t3.micro", ...types].map((type) => [{ name: "instance-type", values: [type] }])),
    );
    expect(only(data, "aws_subnets").filter).toContainEqual({
      name: "availability-zone",
      values: `\${setintersection(${zones.join(", ")})}`,
    });
  });

  it("fails the plan where no zone offers all of them, before EC2 is asked for subnets in no zone", () => {
    const { lifecycle } = only(synthesizeSubnet({ kind: "default" }, types), "aws_subnets");
    expect(lifecycle.precondition).toEqual([
      {
        condition: `\${length(setintersection(${zones.join(", ")})) > 0}`,
        error_message:
          'workload "shop", standby: no zone of eu-west-1 offers all of t3.micro and t3.small and t3a.micro. Set other fallbackInstanceTypes.',
      },
    ]);
  });

  it("fails the plan where its zone does not offer one of them, and says which", () => {
    const data = synthesizeSubnet({ kind: "id", id: "subnet-0123456789abcdef0" }, types);
    const [, ...fallbacks] = only(data, "aws_subnet").lifecycle.postcondition;
    expect(fallbacks).toEqual(
      types.map((type, index) => ({
        condition: `\${contains(${zones[index + 1]}, self.availability_zone)}`,
        error_message: `workload "shop", standby: the zone of this subnet does not offer the instance type ${type}. Take it out of fallbackInstanceTypes, or set another subnet.`,
      })),
    );
  });

  it("fails the plan where no zone of the region offers one of them, and says which", () => {
    const data = synthesizeSubnet({ kind: "id", id: "subnet-0123456789abcdef0" }, ["t3.small"]);
    const { lifecycle } = data.aws_ec2_instance_type_offerings!["place_zones-with-t3small"]!;
    expect(lifecycle.postcondition[0].error_message).toBe(
      'workload "shop", standby: no zone of eu-west-1 offers the instance type t3.small. Set other fallbackInstanceTypes, or another region.',
    );
  });
});
