import { PrivateBucket } from "../../constructs/private-bucket";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

describe("a private bucket", () => {
  let ready: string[] = [];
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    const bucket = new PrivateBucket(scope, "store", { provider: standby, namePrefix: "pilot-light-", part: "a-part" });
    ready = bucket.ready.map(({ terraformResourceType }) => terraformResourceType);
  });
  const itself = "${aws_s3_bucket.store_bucket.id}";

  it("has a name that begins as asked and a tag by which it is found", () => {
    expect(only(resource, "aws_s3_bucket")).toMatchObject({
      bucket_prefix: "pilot-light-",
      tags: { "pilot-light:part": "a-part" },
    });
  });

  it("is emptied by a destroy", () => {
    expect(only(resource, "aws_s3_bucket").force_destroy).toBe(true);
  });

  it("is encrypted with SSE-S3, which anonymous readers can read", () => {
    expect(only(resource, "aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      bucket: itself,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("keeps versions", () => {
    expect(only(resource, "aws_s3_bucket_versioning")).toMatchObject({
      bucket: itself,
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("is closed to the public in all four ways", () => {
    expect(only(resource, "aws_s3_bucket_public_access_block")).toMatchObject({
      bucket: itself,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("is ready for objects and policies once it is versioned and closed", () => {
    expect(ready).toEqual(["aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block"]);
  });
});
