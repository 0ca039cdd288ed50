import {
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  type EC2Client,
  type Instance,
  type IpPermission,
} from "@aws-sdk/client-ec2";
import { type Reading, reading } from "../reading";
import { after } from "./combined";
import type { Address, InboundRule, Server, Site, Volume } from "./readings";

type Ec2 = Pick<EC2Client, "send">;

/** Reads one site from its region, side by side. Never rejects. */
export async function readSite(ec2: Ec2, instanceId: string): Promise<Site> {
  const server = reading((signal) => readServer(ec2, instanceId, signal));
  const [known, inbound, userData, imageName] = await Promise.all([
    server,
    after(server, (found, signal) => readInbound(ec2, found?.securityGroupIds ?? [], signal)),
    reading((signal) => readUserData(ec2, instanceId, signal)),
    after(server, (found, signal) => readImageName(ec2, found?.imageId, signal)),
  ]);
  return { server: known, inbound, userData, imageName };
}

async function readServer(ec2: Ec2, instanceId: string, abortSignal: AbortSignal): Promise<Server | undefined> {
  try {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }), {
      abortSignal,
    });
    const instance = Reservations?.[0]?.Instances?.[0];
    return instance && serverOf(instance);
  } catch (error) {
    // EC2 forgets a terminated instance after about an hour.
    if (error instanceof Error && error.name === "InvalidInstanceID.NotFound") return undefined;
    throw error;
  }
}

function serverOf(instance: Instance): Server {
  const { State, InstanceType, ImageId, LaunchTime, StateTransitionReason, StateReason, NetworkInterfaces } = instance;
  const root = instance.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === instance.RootDeviceName)?.Ebs;
  const stoppedAt = timeIn(StateTransitionReason ?? "");
  const vCpus = vCpusOf(instance);
  // Those of its interfaces are the ones that count; the instance's own list repeats the first one's.
  const groups = (NetworkInterfaces ?? []).flatMap(({ Groups }) => Groups ?? []);
  return {
    state: State?.Name ?? "unknown",
    type: InstanceType ?? "unknown",
    imageId: ImageId ?? "",
    interfaceIds: (NetworkInterfaces ?? []).flatMap(({ NetworkInterfaceId }) => NetworkInterfaceId ?? []),
    securityGroupIds: [...new Set(groups.flatMap(({ GroupId }) => GroupId ?? []))],
    ...(LaunchTime ? { launchedAt: LaunchTime.getTime() } : {}),
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...(StateReason?.Code ? { reason: { code: StateReason.Code, message: StateReason.Message ?? "" } } : {}),
    ...(root?.VolumeId ? { rootVolumeId: root.VolumeId } : {}),
    ...(vCpus === undefined ? {} : { vCpus }),
  };
}

/** EC2 tells the time of a stop in words only: `User initiated (2026-01-02 03:04:05 GMT)`. */
function timeIn(reason: string): number | undefined {
  const [, day, time] = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:GMT|UTC)\)/.exec(reason) ?? [];
  return day === undefined ? undefined : Date.parse(`${day}T${time}Z`);
}

export function vCpusOf({ CpuOptions }: Pick<Instance, "CpuOptions">): number | undefined {
  const { CoreCount, ThreadsPerCore } = CpuOptions ?? {};
  return CoreCount && ThreadsPerCore ? CoreCount * ThreadsPerCore : undefined;
}

async function readInbound(ec2: Ec2, GroupIds: readonly string[], abortSignal: AbortSignal): Promise<InboundRule[]> {
  // Without ids EC2 describes all groups of the region.
  if (GroupIds.length === 0) return [];
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [...GroupIds] }), {
    abortSignal,
  });
  return (SecurityGroups ?? []).flatMap(({ IpPermissions }) => (IpPermissions ?? []).flatMap(rulesOf));
}

function rulesOf({ IpProtocol, FromPort, ToPort, ...from }: IpPermission): InboundRule[] {
  const sources = [
    ...(from.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(from.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(from.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ...(from.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
  ];
  return sources.map((source) => ({
    protocol: IpProtocol ?? "-1",
    source: source ?? "",
    ...(FromPort === undefined ? {} : { fromPort: FromPort }),
    ...(ToPort === undefined ? {} : { toPort: ToPort }),
  }));
}

async function readUserData(ec2: Ec2, InstanceId: string, abortSignal: AbortSignal): Promise<string> {
  const { UserData } = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" }), {
    abortSignal,
  });
  return UserData?.Value ?? "";
}

async function readImageName(
  ec2: Ec2,
  imageId: string | undefined,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  if (!imageId) return undefined;
  const { Images } = await ec2.send(
    // A filter, since EC2 answers an id that it no longer knows with an error.
    new DescribeImagesCommand({ Filters: [{ Name: "image-id", Values: [imageId] }], IncludeDeprecated: true }),
    { abortSignal },
  );
  return Images?.[0]?.Name;
}

export async function readAddress(ec2: Ec2, address: string, abortSignal: AbortSignal): Promise<Address | undefined> {
  const { Addresses } = await ec2.send(
    new DescribeAddressesCommand({ Filters: [{ Name: "public-ip", Values: [address] }] }),
    { abortSignal },
  );
  const found = Addresses?.[0];
  return found && (found.NetworkInterfaceId ? { interfaceId: found.NetworkInterfaceId } : {});
}

export function readRootVolume(
  ec2: Ec2,
  server: Promise<Reading<Server | undefined>>,
): Promise<Reading<Volume | undefined>> {
  return after(server, async (found, abortSignal) => {
    if (found?.rootVolumeId === undefined) return undefined;
    const { Volumes } = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [found.rootVolumeId] }), {
      abortSignal,
    });
    const volume = Volumes?.[0];
    if (volume === undefined) return undefined;
    const { Encrypted, KmsKeyId, CreateTime } = volume;
    return { createdAt: CreateTime?.getTime() ?? 0, ...(Encrypted && KmsKeyId ? { keyArn: KmsKeyId } : {}) };
  });
}
