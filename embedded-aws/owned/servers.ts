import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import { amazonLinux } from "./amazon-linux";
import { givingId, requireGivenId } from "./given-id";
import type { OwnedServer } from "./owned-things";
import { zoneOffering } from "./zones";

/** Nobody asks of which type such a server is. */
const INSTANCE_TYPE = "t3.micro";

/** An instance in the default VPC, with Elastic IPs and ports that are open to the world. */
export async function ownServer(deployed: AwsClients, server: OwnedServer): Promise<void> {
  const { id, region, addresses, ports } = server;
  const ec2 = deployed.ec2(region);
  const zone = await zoneOffering(deployed, region, [INSTANCE_TYPE]);
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: "availability-zone", Values: [zone] }] }),
  );
  const subnet = Subnets.find(({ DefaultForAz }) => DefaultForAz);
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: id, Description: `What ${id} serves`, VpcId: subnet?.VpcId }),
  );
  for (const port of ports) {
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }
  const running = new RunInstancesCommand({
    ImageId: await amazonLinux(deployed, region, INSTANCE_TYPE),
    InstanceType: INSTANCE_TYPE,
    SubnetId: subnet?.SubnetId,
    SecurityGroupIds: [GroupId!],
    MinCount: 1,
    MaxCount: 1,
  });
  const { Instances } = await givingId(deployed, server, (given) => given.send(running));
  requireGivenId(Instances?.[0]?.InstanceId, id);
  for (const Address of addresses) {
    const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc", Address }));
    await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId: id }));
  }
}
