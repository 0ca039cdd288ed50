import {
  type BucketVersioningStatus,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { runningGateway } from "../running-gateway";
import { runningMoto } from "../running-moto";

const REGION = "us-east-1";
const moto = runningMoto();
const through = runningGateway(moto, "OPERATOR");

/** A bucket with a versioned object, and one that is deleted; its versioning is what the test says then. */
async function bucketWithDeletedObject(Bucket: string, status: BucketVersioningStatus) {
  const s3 = moto.deployed.s3(REGION);
  const set = (Status: BucketVersioningStatus) =>
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await set("Enabled");
  for (const Body of ["1", "2"]) await s3.send(new PutObjectCommand({ Bucket, Key: "kept & <old>", Body }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "gone", Body: "1" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
  await set(status);
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId: VersionId! }));
}

test("the gap: bare moto dies of a delete marker in a bucket whose versioning is suspended", async () => {
  const Objects = await bucketWithDeletedObject("bare-moto", "Suspended");
  const deleting = moto.deployed
    .s3(REGION)
    .send(new DeleteObjectsCommand({ Bucket: "bare-moto", Delete: { Objects } }));
  await expect(deleting).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
});

test("through the gateway such a bucket is emptied version by version, stays suspended, and can be deleted", async () => {
  const Bucket = "suspended";
  const s3 = through.clients.s3(REGION);
  const [first, ...others] = await bucketWithDeletedObject(Bucket, "Suspended");
  expect(await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [first!] } }))).toMatchObject({
    Deleted: [first],
  });
  expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toHaveLength(2);
  expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: "Suspended" });

  const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: others, Quiet: true } }));
  expect(quiet.Deleted ?? []).toEqual([]);
  await s3.send(new DeleteBucketCommand({ Bucket }));
});

test("a bucket whose versioning is enabled is left to moto", async () => {
  const Bucket = "enabled";
  const Objects = await bucketWithDeletedObject(Bucket, "Enabled");
  const s3 = through.clients.s3(REGION);
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
});
