import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { PART } from "../contract/tags";
import type { ControllerZip } from "./controller-zip";
import { PrivateBucket } from "./private-bucket";

export interface ControllerArtifactProps {
  /** Of the standby region: a function takes its code from a bucket of its own region. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly zip: ControllerZip;
}

/** The bucket that holds the controller's zip, and the zip as one version of an object in it. */
export class ControllerArtifact extends Construct {
  readonly object: S3Object;

  constructor(scope: Construct, id: string, { provider, workload, zip }: ControllerArtifactProps) {
    super(scope, id);
    const { bucket, ready } = new PrivateBucket(this, "store", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      part: PART.artifactBucket,
    });
    // cdktf copies the file beside the stack. Its own archives vary with dates and break on paths with spaces.
    const asset = new TerraformAsset(this, "file", { path: zip.file, type: AssetType.FILE });
    this.object = new S3Object(this, "zip", {
      provider,
      bucket: bucket.id,
      key: "controller.zip",
      source: asset.path,
      sourceHash: zip.sha256,
      // S3 allows an object ten tags, and the file may ask for more: the bucket carries them.
      overrideProvider: { defaultTags: { tags: {} } },
      dependsOn: ready,
    });
  }
}
