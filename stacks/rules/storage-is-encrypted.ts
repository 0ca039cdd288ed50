import { blocks, type Rule, type SynthesizedResource } from "./rule";

/** Volumes, buckets and queues are encrypted, in words and not by an account's default. */
export const storageIsEncrypted: Rule = (resources) =>
  resources.flatMap((resource) => {
    const missing = missingEncryption(resource, resources);
    return missing === undefined ? [] : [{ path: resource.path, message: missing }];
  });

function missingEncryption(
  { type, address, arguments: given }: SynthesizedResource,
  all: SynthesizedResource[],
): string | undefined {
  switch (type) {
    case "aws_instance": {
      const volumes = [...blocks(given.root_block_device), ...blocks(given.ebs_block_device)];
      if (volumes.length > 0 && volumes.every(({ encrypted }) => encrypted === true)) return undefined;
      return "The instance has a volume that is not encrypted. Set encrypted on its root and other block devices.";
    }
    case "aws_ebs_volume":
      return given.encrypted === true ? undefined : "The volume is not encrypted. Set encrypted.";
    case "aws_s3_bucket":
      return all.some((other) => isConfigurationOf(other, address))
        ? undefined
        : "The bucket names no encryption. Make it with the construct PrivateBucket.";
    case "aws_sqs_queue":
      return given.sqs_managed_sse_enabled === true || given.kms_master_key_id !== undefined
        ? undefined
        : "The queue is not encrypted. Set sqsManagedSseEnabled.";
    default:
      return undefined;
  }
}

function isConfigurationOf({ type, arguments: { bucket } }: SynthesizedResource, address: string): boolean {
  return type === "aws_s3_bucket_server_side_encryption_configuration" && String(bucket).includes(`${address}.`);
}
