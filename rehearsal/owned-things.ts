import type { OwnedImage, OwnedServer, OwnedSubnet, OwnedThings } from "../embedded-aws/owned/owned-things";
import { isLiteral, regionOf, type StackJson } from "./stack-json";

/**
 * What stacks name by its id, and do not make: subnets, machine images, parameters that hold an image's id, and primaries
 * that exist already as instances.
 */
export function ownedThings(stacks: readonly StackJson[]): OwnedThings {
  const subnets = stacks.flatMap(subnetsOf);
  const images = stacks.flatMap(imagesOf);
  return {
    subnets: unique(subnets).map((subnet) => ({
      ...subnet,
      instanceTypes: subnets.filter((each) => isSame(each, subnet)).flatMap(({ instanceTypes }) => instanceTypes),
    })),
    images: unique(images.filter(({ id }) => !isParameter(id))),
    imageParameters: unique(images.filter(({ id }) => isParameter(id))).map(({ id, ...image }) => ({
      name: id,
      ...image,
    })),
    servers: serversOf(stacks),
  };
}

function subnetsOf(stack: StackJson): OwnedSubnet[] {
  const { aws_subnet: subnets = {}, aws_ec2_instance_type_offerings: offerings = {} } = stack.data ?? {};
  const instanceTypes = Object.values(offerings).flatMap(({ filter }) => filter.flatMap(({ values }) => values));
  return Object.values(subnets)
    .filter(({ id }) => isLiteral(id))
    .map((subnet) => ({ id: subnet.id, region: regionOf(stack, subnet), instanceTypes }));
}

/** An image's id, or the name of a parameter, which begins with a slash. */
function imagesOf(stack: StackJson): OwnedImage[] {
  const { aws_ssm_parameter: parameters = {} } = stack.data ?? {};
  return Object.values(stack.resource?.aws_instance ?? {}).flatMap((instance) => {
    const region = regionOf(stack, instance);
    const names = isLiteral(instance.ami) ? [instance.ami] : Object.values(parameters).map(({ name }) => name);
    return names.map((id) => ({ id, region, instanceType: instance.instance_type }));
  });
}

const isParameter = (image: string): boolean => image.startsWith("/");

/** A primary that exists already is only watched: its address and its instance's id are outputs, known beforehand. */
function serversOf(stacks: readonly StackJson[]): OwnedServer[] {
  const servers = new Map<string, { id: string; region: string; addresses: Set<string>; ports: Set<number> }>();
  for (const stack of stacks) {
    const id = stack.output?.primary_instance_id?.value;
    const address = stack.output?.primary_address?.value;
    if (!isLiteral(id) || !isLiteral(address)) continue;
    const region = regionOf(stack, { provider: "aws.primary" });
    const server = servers.get(id) ?? { id, region, addresses: new Set(), ports: new Set() };
    server.addresses.add(address);
    for (const { ip_address, port } of Object.values(stack.resource?.aws_route53_health_check ?? {}))
      if (ip_address === address && port !== undefined) server.ports.add(port);
    servers.set(id, server);
  }
  return [...servers.values()].map(({ addresses, ports, ...server }) => ({
    ...server,
    addresses: [...addresses],
    ports: [...ports],
  }));
}

interface Named {
  readonly id: string;
  readonly region: string;
}

const isSame = (one: Named, other: Named): boolean => one.id === other.id && one.region === other.region;

/** The first of each id and region. */
const unique = <Each extends Named>(all: readonly Each[]): Each[] =>
  all.filter((each, index) => all.findIndex((other) => isSame(each, other)) === index);
