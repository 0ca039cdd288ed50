import { BlockList, isIPv4 } from "node:net";
import {
  type Address,
  DescribeAddressesCommand,
  DescribeSecurityGroupsCommand,
  type Instance,
  type IpPermission,
  paginateDescribeInstances,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import type { InstanceState } from "./instance-state";

/** Each open port costs a listener on this machine; a service opens one or two. */
const PORTS_OF_A_RULE_AT_MOST = 64;

/** Nobody comes from these over the internet. https://www.rfc-editor.org/rfc/rfc1918#section-3 */
const PRIVATE = new BlockList();
PRIVATE.addSubnet("10.0.0.0", 8);
PRIVATE.addSubnet("172.16.0.0", 12);
PRIVATE.addSubnet("192.168.0.0", 16);

/** What an instance shows the internet at one public address. */
export interface Exposure {
  readonly address: string;
  readonly region: string;
  readonly instanceId: string;
  /** As moto's DescribeInstances says it. */
  readonly state: InstanceState;
  /** TCP ports that its security groups open, and to whom. */
  readonly ports: ReadonlyMap<number, BlockList>;
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

/** @throws Error for a rule that this machine cannot stand for: of too many ports, or of a prefix list */
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
    const addresses = addressesOf(instance, read.addresses);
    // Whoever has no public address may have any rule.
    if (addresses.length === 0) return [];
    const ports = new Map<number, BlockList>();
    for (const groupId of groupIdsOf(instance))
      for (const rule of groups.get(groupId)?.IpPermissions ?? [])
        addRule(ports, rule, `Security group ${groupId} in ${read.region}`);
    return addresses.map((address) => ({ address, region: read.region, instanceId, state, ports }));
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

/**
 * Callers over the internet have public IPv4 addresses, so rules for IPv6, for other security groups (which compare
 * private addresses) and for private networks let none of them in.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
function addRule(ports: Map<number, BlockList>, rule: IpPermission, group: string): void {
  if (rule.IpProtocol !== "tcp" && rule.IpProtocol !== "6" && rule.IpProtocol !== "-1") return;
  if (rule.PrefixListIds?.length)
    throw new Error(
      `${group} lets in the prefix list ${rule.PrefixListIds.map(({ PrefixListId }) => PrefixListId).join(", ")}; the ` +
        "embedded AWS knows IPv4 ranges only. Give the ranges themselves.",
    );
  const networks = (rule.IpRanges ?? []).flatMap(({ CidrIp = "" }) => {
    const [network = "", bits] = CidrIp.split("/");
    return isIPv4(network) && !PRIVATE.check(network) ? [{ network, bits: Number(bits ?? 32) }] : [];
  });
  if (networks.length === 0) return;
  // Protocol -1 means all ports and carries none.
  const { FromPort: from = 0, ToPort: to = 65_535 } = rule;
  if (to - from >= PORTS_OF_A_RULE_AT_MOST)
    throw new Error(
      `${group} opens ports ${from}-${to} to the internet; the embedded AWS stands for at most ` +
        `${PORTS_OF_A_RULE_AT_MOST} ports of a rule. Open only the port that the service listens on.`,
    );
  for (let port = from; port <= to; port++) {
    const callers = ports.get(port) ?? new BlockList();
    for (const { network, bits } of networks) callers.addSubnet(network, bits);
    ports.set(port, callers);
  }
}
