import { CopyImageCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import { amazonLinux } from "./amazon-linux";
import { givingId, requireGivenId } from "./given-id";
import type { OwnedImage, OwnedImageParameter } from "./owned-things";
import { getParameter, putParameter } from "./parameter-store";

/** A copy of Amazon Linux under the id of the owner's own. */
export async function ownImage(deployed: AwsClients, image: OwnedImage): Promise<void> {
  const { id, region, instanceType } = image;
  const SourceImageId = await amazonLinux(deployed, region, instanceType);
  const copying = new CopyImageCommand({ SourceImageId, SourceRegion: region, Name: id });
  const { ImageId } = await givingId(deployed, image, (ec2) => ec2.send(copying));
  requireGivenId(ImageId, id);
}

/** Where AWS has such a parameter itself, and moto knows it, there is nothing to do. */
export async function ownImageParameter(
  deployed: AwsClients,
  { name, region, instanceType }: OwnedImageParameter,
): Promise<void> {
  if ((await getParameter(deployed, region, name)) !== undefined) return;
  const image = await amazonLinux(deployed, region, instanceType);
  await putParameter(deployed, region, name, image);
  requireGivenId((await getParameter(deployed, region, name)) === image ? name : "another parameter", name);
}
