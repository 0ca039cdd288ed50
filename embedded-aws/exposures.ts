import {
  type Address,
  DescribeAddressesCommand,
  DescribeSecurityGroupsCommand,
  type Instance,
  paginateDescribeInstances,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { AwsClients } from "./aws-clients";

/** Each open port costs a listener on this machine; a service opens one or two. */
const PORTS_OF_A_RULE_AT_MOST = 64;
const EVERYONE = "0.0.0.0/0";

/** A TCP port of an instance's public address that its security groups open to the world. */
export interface Exposure {
  readonly address: string;
  readonly port: number;
  readonly region: string;
  readonly instanceId: string;
  /** As DescribeInstances says it: only a `running` instance answers. */
  readonly state: string;
}

/** Reads what a region's instances show the internet now. */
export async function readExposures(deployed: AwsClients, region: string): Promise<Exposure[]> {
  const ec2 = deployed.ec2(region);
  const instances: Instance[] = [];
  for await (const page of paginateDescribeInstances({ client: ec2 }, {}))
    for (const reservation of page.Reservations ?? []) instances.push(...(reservation.Instances ?? []));
  if (instances.length === 0) return [];
  const [{ SecurityGroups = [] }, { Addresses = [] }] = await Promise.all([
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeAddressesCommand({})),
  ]);
  return exposuresOf({ region, instances, securityGroups: SecurityGroups, addresses: Addresses });
}

/** @throws Error for a rule that opens more ports than this machine can stand for. */
export function exposuresOf(read: {
  region: string;
  instances: readonly Instance[];
  securityGroups: readonly SecurityGroup[];
  addresses: readonly Address[];
}): Exposure[] {
  const groups = new Map(read.securityGroups.map((group) => [group.GroupId, group]));
  return read.instances.flatMap((instance) => {
    const instanceId = instance.InstanceId;
    const state = instance.State?.Name;
    if (!instanceId || !state || state === "terminated") return [];
    const ports = new Set(
      groupIdsOf(instance).flatMap((groupId) => worldOpenPorts(groups.get(groupId), `${groupId} in ${read.region}`)),
    );
    return addressesOf(instance, read.addresses).flatMap((address) =>
      [...ports].map((port) => ({ address, port, region: read.region, instanceId, state })),
    );
  });
}

/** Elastic IPs belong to the instance while it is stopped too; an address of EC2's own is gone then. */
function addressesOf(instance: Instance, elastic: readonly Address[]): string[] {
  const interfaces = new Set(
    instance.NetworkInterfaces?.map((networkInterface) => networkInterface.NetworkInterfaceId),
  );
  const own = elastic
    .filter(
      ({ InstanceId, NetworkInterfaceId }) =>
        InstanceId === instance.InstanceId || (NetworkInterfaceId !== undefined && interfaces.has(NetworkInterfaceId)),
    )
    .flatMap(({ PublicIp }) => (PublicIp ? [PublicIp] : []));
  return [...new Set(instance.PublicIpAddress ? [...own, instance.PublicIpAddress] : own)];
}

function groupIdsOf(instance: Instance): string[] {
  const ofInterfaces = instance.NetworkInterfaces?.flatMap((networkInterface) => networkInterface.Groups ?? []) ?? [];
  return [...new Set([...(instance.SecurityGroups ?? []), ...ofInterfaces].flatMap(({ GroupId }) => GroupId ?? []))];
}

function worldOpenPorts(group: SecurityGroup | undefined, name: string): number[] {
  return (group?.IpPermissions ?? [])
    .filter(({ IpProtocol }) => IpProtocol === "tcp" || IpProtocol === "-1")
    .filter(({ IpRanges }) => IpRanges?.some(({ CidrIp }) => CidrIp === EVERYONE))
    .flatMap(({ FromPort, ToPort }) => {
      // Protocol -1 means all ports and carries none.
      const [from, to] = FromPort === undefined || ToPort === undefined ? [0, 65_535] : [FromPort, ToPort];
      if (to - from >= PORTS_OF_A_RULE_AT_MOST)
        throw new Error(
          `Security group ${name} opens ports ${from}-${to} to the world; the embedded AWS stands for at most ` +
            `${PORTS_OF_A_RULE_AT_MOST} ports of a rule. Open only the port that the service listens on.`,
        );
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
}
