import { storageIsEncrypted } from "../../../stacks/rules/storage-is-encrypted";
import { resource } from "./resource";

const INSTANCE = "The instance has a volume that is not encrypted. Set encrypted on its root and other block devices.";
const BUCKET = "The bucket names no encryption. Make it with the construct PrivateBucket.";
const encryption = (name: string) =>
  resource("aws_s3_bucket_server_side_encryption_configuration", { bucket: `\${aws_s3_bucket.${name}.id}` }, "other");

it.each([
  ["an instance that leaves its root volume to the account", "aws_instance", {}, INSTANCE],
  ["an instance's plain root volume", "aws_instance", { root_block_device: { encrypted: false } }, INSTANCE],
  [
    "an instance's plain second volume",
    "aws_instance",
    { root_block_device: { encrypted: true }, ebs_block_device: [{ encrypted: true }, {}] },
    INSTANCE,
  ],
  ["a plain volume", "aws_ebs_volume", {}, "The volume is not encrypted. Set encrypted."],
  ["a bucket that names no encryption", "aws_s3_bucket", {}, BUCKET],
  ["a plain queue", "aws_sqs_queue", {}, "The queue is not encrypted. Set sqsManagedSseEnabled."],
])("refuses %s", (_, type, given, message) => {
  expect(storageIsEncrypted([resource(type, given)])).toEqual([{ path: "www-standby/one", message }]);
});

it("refuses a bucket where only another bucket names an encryption", () => {
  const [violation] = storageIsEncrypted([resource("aws_s3_bucket", {}), encryption("one_more")]);
  expect(violation!.message).toBe(BUCKET);
});

it.each([
  ["an instance with encrypted volumes", resource("aws_instance", { root_block_device: [{ encrypted: true }] })],
  ["an encrypted volume", resource("aws_ebs_volume", { encrypted: true })],
  ["a queue that SQS encrypts", resource("aws_sqs_queue", { sqs_managed_sse_enabled: true })],
  ["a queue that a key encrypts", resource("aws_sqs_queue", { kms_master_key_id: "alias/shop" })],
])("takes %s", (_, good) => {
  expect(storageIsEncrypted([good])).toEqual([]);
});

it("takes a bucket that names its encryption in a resource of its own", () => {
  expect(storageIsEncrypted([resource("aws_s3_bucket", {}), encryption("one")])).toEqual([]);
});
