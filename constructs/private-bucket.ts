import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { TAG } from "../contract/tags";

export interface PrivateBucketProps {
  readonly provider: AwsProvider;
  /** Begins the bucket's name; AWS appends what makes it unique. At most 37 characters. */
  readonly namePrefix: string;
  /** Value of the tag by which the bucket is found. */
  readonly part: string;
}

/** A versioned bucket, encrypted with SSE-S3 and closed to the public, that a destroy empties. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;
  /** What must stand before an object or a policy is put. */
  readonly ready: (S3BucketVersioningA | S3BucketPublicAccessBlock)[];

  constructor(scope: Construct, id: string, { provider, namePrefix, part }: PrivateBucketProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "bucket", {
      provider,
      bucketPrefix: namePrefix,
      // One command destroys a workload, also when its buckets hold objects.
      forceDestroy: true,
      tags: { [TAG.part]: part },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      provider,
      bucket: this.bucket.id,
      // SSE-S3, never KMS: anonymous readers (Route 53's checkers) cannot read KMS objects at all.
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      provider,
      bucket: this.bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      provider,
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.ready = [versioning, publicAccess];
  }
}
