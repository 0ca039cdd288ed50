import { lockBucketWithoutKms } from "../../../stacks/rules/lock-bucket-without-kms";
import { resource } from "./resource";

const bucket = (part: string) => resource("aws_s3_bucket", { tags: { "pilot-light:part": part } });
const encryption = (sse_algorithm: string, name = "one") =>
  resource(
    "aws_s3_bucket_server_side_encryption_configuration",
    {
      bucket: `\${aws_s3_bucket.${name}.id}`,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm } }],
    },
    "encryption",
  );

it.each(["aws:kms", "aws:kms:dsse"])("refuses a lock bucket that is encrypted with %s", (algorithm) => {
  expect(lockBucketWithoutKms([bucket("lock-bucket"), encryption(algorithm)])).toEqual([
    {
      path: "www-standby/encryption",
      message:
        "The lock bucket is encrypted with KMS, so that Route 53's checkers could never read the failover lock. Use SSE-S3 (AES256).",
    },
  ]);
});

it("takes a lock bucket with SSE-S3", () => {
  expect(lockBucketWithoutKms([bucket("lock-bucket"), encryption("AES256")])).toEqual([]);
});

it("takes KMS on another bucket, which no anonymous reader needs", () => {
  expect(lockBucketWithoutKms([bucket("artifact-bucket"), encryption("aws:kms")])).toEqual([]);
  expect(lockBucketWithoutKms([bucket("lock-bucket"), encryption("aws:kms", "one_more")])).toEqual([]);
});
