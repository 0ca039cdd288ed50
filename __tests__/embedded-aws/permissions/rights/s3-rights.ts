import * as s3 from "@aws-sdk/client-s3";
import { readCall } from "../../../../embedded-aws/calls";
import { rightsOfCall } from "../../../../embedded-aws/permissions/rights/rights-of-call";
import { objectOf } from "../../../../embedded-aws/permissions/rights/s3-rights";
import { CAPTURING } from "../captured-call";
import { isNotInTheTable, needsRights, one, PLACE, policiesMayAskFor } from "./asked-rights";

const S3 = new s3.S3Client({ ...CAPTURING, forcePathStyle: true });
const OBJECT = { Bucket: "bucket", Key: "folder/a key" };
const OBJECT_ARN = "arn:aws:s3:::bucket/folder/a key";

export function s3Rights(): void {
  needsRights([
    ["ListBuckets", () => S3.send(new s3.ListBucketsCommand({})), one("s3:ListAllMyBuckets", "*")],
    [
      "HeadBucket",
      () => S3.send(new s3.HeadBucketCommand({ Bucket: "bucket" })),
      one("s3:ListBucket", "arn:aws:s3:::bucket"),
    ],
    [
      "ListObjectsV2",
      () => S3.send(new s3.ListObjectsV2Command({ Bucket: "bucket", Prefix: "a/" })),
      one("s3:ListBucket", "arn:aws:s3:::bucket"),
    ],
    [
      "ListObjectVersions",
      () => S3.send(new s3.ListObjectVersionsCommand({ Bucket: "bucket" })),
      one("s3:ListBucketVersions", "arn:aws:s3:::bucket"),
    ],
    [
      "GetBucketLocation",
      () => S3.send(new s3.GetBucketLocationCommand({ Bucket: "bucket" })),
      one("s3:GetBucketLocation", "arn:aws:s3:::bucket"),
    ],
    [
      "GetBucketEncryption",
      () => S3.send(new s3.GetBucketEncryptionCommand({ Bucket: "bucket" })),
      one("s3:GetEncryptionConfiguration", "arn:aws:s3:::bucket"),
    ],
    [
      "PutBucketPolicy",
      () => S3.send(new s3.PutBucketPolicyCommand({ Bucket: "bucket", Policy: "{}" })),
      one("s3:PutBucketPolicy", "arn:aws:s3:::bucket"),
    ],
    ["HeadObject", () => S3.send(new s3.HeadObjectCommand(OBJECT)), one("s3:GetObject", OBJECT_ARN)],
    ["GetObject", () => S3.send(new s3.GetObjectCommand(OBJECT)), one("s3:GetObject", OBJECT_ARN)],
    [
      "GetObject of a version",
      () => S3.send(new s3.GetObjectCommand({ ...OBJECT, VersionId: "v" })),
      one("s3:GetObjectVersion", OBJECT_ARN),
    ],
    [
      "PutObject",
      () => S3.send(new s3.PutObjectCommand({ ...OBJECT, Body: "x", IfNoneMatch: "*" })),
      one("s3:PutObject", OBJECT_ARN),
    ],
    [
      "PutObject with tags",
      () => S3.send(new s3.PutObjectCommand({ ...OBJECT, Body: "x", Tagging: "a=b" })),
      [
        ["s3:PutObject", OBJECT_ARN],
        ["s3:PutObjectTagging", OBJECT_ARN],
      ],
    ],
    [
      "CopyObject",
      () => S3.send(new s3.CopyObjectCommand({ ...OBJECT, CopySource: "/other/key" })),
      [
        ["s3:PutObject", OBJECT_ARN],
        ["s3:GetObject", "arn:aws:s3:::other/key"],
      ],
    ],
    ["DeleteObject", () => S3.send(new s3.DeleteObjectCommand(OBJECT)), one("s3:DeleteObject", OBJECT_ARN)],
    [
      "DeleteObject of a version",
      () => S3.send(new s3.DeleteObjectCommand({ ...OBJECT, VersionId: "v" })),
      one("s3:DeleteObjectVersion", OBJECT_ARN),
    ],
  ]);

  policiesMayAskFor([
    [
      "a prefix to list",
      () => S3.send(new s3.ListObjectsV2Command({ Bucket: "bucket", Prefix: "a/" })),
      "s3:prefix",
      ["a/"],
    ],
    ["no prefix to list", () => S3.send(new s3.ListObjectsV2Command({ Bucket: "bucket" })), "s3:prefix", []],
    [
      "a condition to write",
      () => S3.send(new s3.PutObjectCommand({ ...OBJECT, Body: "x", IfNoneMatch: "*" })),
      "s3:if-none-match",
      ["*"],
    ],
  ]);

  test("a bucket may be named by the host", () => {
    const headers = { host: "bucket.s3.us-west-2.amazonaws.com" };
    const call = readCall({ method: "GET", url: "/failover-lock", headers, body: Buffer.alloc(0) });
    expect(objectOf(call)).toEqual({ bucket: "bucket", key: "failover-lock" });
    expect(rightsOfCall(call, PLACE)).toEqual([
      { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/failover-lock" },
    ]);
  });

  isNotInTheTable([
    [
      "DeleteObjects",
      () => S3.send(new s3.DeleteObjectsCommand({ Bucket: "bucket", Delete: { Objects: [{ Key: "k" }] } })),
    ],
  ]);
}
