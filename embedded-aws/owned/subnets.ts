import { CreateSubnetCommand, DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import { givingId, requireGivenId } from "./given-id";
import type { OwnedSubnet } from "./owned-things";
import { zoneOffering } from "./zones";

/**
 * A default VPC is 172.31.0.0/16, of which the zones' default subnets have the first /20s, six at most: from here on it is
 * free. https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
const FIRST_FREE = 128;
const RANGES = 256;

/** In the default VPC, whose main route table leads to the internet. */
export async function ownSubnet(deployed: AwsClients, subnet: OwnedSubnet): Promise<void> {
  const { id, region, instanceTypes } = subnet;
  const { Subnets = [] } = await deployed.ec2(region).send(new DescribeSubnetsCommand({}));
  const VpcId = Subnets.find(({ DefaultForAz }) => DefaultForAz)?.VpcId;
  const taken = new Set(Subnets.map(({ CidrBlock }) => CidrBlock));
  for (let third = FIRST_FREE; third < RANGES; third++) {
    const CidrBlock = `172.31.${third}.0/24`;
    if (taken.has(CidrBlock)) continue;
    const AvailabilityZone = await zoneOffering(deployed, region, instanceTypes);
    const creating = new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone });
    const { Subnet } = await givingId(deployed, subnet, (ec2) => ec2.send(creating));
    return requireGivenId(Subnet?.SubnetId, id);
  }
  throw new Error(
    `${region} has no room for the subnet ${id}: its default VPC holds ${RANGES - FIRST_FREE} more already. ` +
      "Rehearse fewer workloads at once.",
  );
}
