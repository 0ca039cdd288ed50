import { DescribeInstanceTypeOfferingsCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";

/**
 * The first zone of a region that offers every one of these instance types. Where no zone does, the first of all: whoever
 * deploys there is told so by what is deployed.
 */
export async function zoneOffering(
  deployed: AwsClients,
  region: string,
  instanceTypes: readonly string[],
): Promise<string> {
  let zones: readonly string[] | undefined;
  for (const type of new Set(instanceTypes)) {
    const { InstanceTypeOfferings = [] } = await deployed.ec2(region).send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: "availability-zone",
        Filters: [{ Name: "instance-type", Values: [type] }],
      }),
    );
    const offering = new Set(InstanceTypeOfferings.map(({ Location }) => Location));
    zones =
      zones === undefined ? [...offering].flatMap((zone) => zone ?? []) : zones.filter((zone) => offering.has(zone));
  }
  return [...(zones ?? [])].sort()[0] ?? `${region}a`;
}
