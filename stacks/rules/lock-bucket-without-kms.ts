import { PART, TAG } from "../../contract/tags";
import { blocks, type Rule, type SynthesizedResource } from "./rule";

/**
 * Route 53's checkers ask for the lock without credentials, and S3 never shows an anonymous reader an object that is
 * encrypted with KMS: the lock would exist and nobody would see it.
 */
export const lockBucketWithoutKms: Rule = (resources) => {
  const locks = resources.filter(isLockBucket).map(({ address }) => address);
  return resources
    .filter(({ type }) => type === "aws_s3_bucket_server_side_encryption_configuration")
    .filter(({ arguments: { bucket } }) => locks.some((address) => String(bucket).includes(`${address}.`)))
    .filter(({ arguments: { rule } }) => algorithms(rule).some((algorithm) => algorithm !== "AES256"))
    .map(({ path }) => ({
      path,
      message:
        "The lock bucket is encrypted with KMS, so that Route 53's checkers could never read the failover lock. Use SSE-S3 (AES256).",
    }));
};

function isLockBucket({ type, arguments: { tags } }: SynthesizedResource): boolean {
  return type === "aws_s3_bucket" && (tags as Record<string, string> | undefined)?.[TAG.part] === PART.lockBucket;
}

function algorithms(rule: unknown): unknown[] {
  return blocks(rule)
    .flatMap((each) => blocks(each.apply_server_side_encryption_by_default))
    .map(({ sse_algorithm }) => sse_algorithm);
}
