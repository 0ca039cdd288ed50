import type { AwsClients } from "../aws-clients";
import { ownImage, ownImageParameter } from "./images";
import type { OwnedThings } from "./owned-things";
import { ownServer } from "./servers";
import { ownSubnet } from "./subnets";

/**
 * Makes in moto what an account's owner has made. The regions' default VPCs have a way to the internet.
 * @throws Error if moto was started in a way in which it takes no ids
 */
export async function makeOwnedThings(
  deployed: AwsClients,
  { subnets, images, imageParameters, servers }: OwnedThings,
): Promise<void> {
  // One after the other: each subnet takes the first free range of its VPC.
  for (const subnet of subnets) await ownSubnet(deployed, subnet);
  for (const image of images) await ownImage(deployed, image);
  for (const parameter of imageParameters) await ownImageParameter(deployed, parameter);
  for (const server of servers) await ownServer(deployed, server);
}
