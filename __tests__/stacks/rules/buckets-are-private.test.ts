import { bucketsArePrivate } from "../../../stacks/rules/buckets-are-private";
import { resource } from "./resource";

const bucket = resource("aws_s3_bucket", {});
const closed = {
  bucket: "${aws_s3_bucket.one.id}",
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const block = (given: Record<string, unknown>) => resource("aws_s3_bucket_public_access_block", given, "block");
const policy = (statement: Record<string, unknown>) =>
  resource("aws_s3_bucket_policy", {
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", ...statement }] }),
  });

const NOT_CLOSED = "The bucket is not closed to the public. Make it with the construct PrivateBucket.";
const OPEN = "lets everybody in from everywhere. Limit it to source addresses, as the failover lock's policy does.";

it("refuses a bucket that nothing closes", () => {
  expect(bucketsArePrivate([bucket])).toEqual([{ path: "www-standby/one", message: NOT_CLOSED }]);
});

it("refuses a bucket where only another bucket is closed", () => {
  const other = block({ ...closed, bucket: "${aws_s3_bucket.one_more.id}" });
  expect(bucketsArePrivate([bucket, other]).map(({ message }) => message)).toEqual([NOT_CLOSED]);
});

it.each(["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"])(
  "refuses a bucket whose %s is left out",
  (part) => {
    const violations = bucketsArePrivate([bucket, block({ ...closed, [part]: undefined })]);
    expect(violations).toEqual([{ path: "www-standby/one", message: NOT_CLOSED }]);
  },
);

it("refuses an ACL for everybody", () => {
  expect(bucketsArePrivate([resource("aws_s3_bucket_acl", { acl: "public-read" })])).toEqual([
    {
      path: "www-standby/one",
      message:
        "The ACL public-read opens a bucket to everybody. Leave ACLs out; use a bucket policy with a source address.",
    },
  ]);
});

it.each([
  ["everybody", { Sid: "Read", Principal: "*" }, `The statement Read ${OPEN}`],
  ["every AWS account", { Sid: "Read", Principal: { AWS: "*" } }, `The statement Read ${OPEN}`],
  ["everybody, without a name", { Principal: "*" }, `The statement without a Sid ${OPEN}`],
  [
    "everybody over TLS",
    { Sid: "Read", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
    `The statement Read ${OPEN}`,
  ],
])("refuses a policy for %s", (_, statement, message) => {
  expect(bucketsArePrivate([policy(statement)])).toEqual([{ path: "www-standby/one", message }]);
});

it("takes a closed bucket", () => {
  expect(bucketsArePrivate([bucket, block(closed)])).toEqual([]);
});

it.each([
  [
    "everybody from some addresses",
    { Principal: "*", Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } },
  ],
  ["one service", { Principal: { Service: "cloudtrail.amazonaws.com" } }],
  ["nobody", { Effect: "Deny", Principal: "*" }],
])("takes a policy for %s", (_, statement) => {
  expect(bucketsArePrivate([policy(statement)])).toEqual([]);
});

it("takes a private ACL", () => {
  expect(bucketsArePrivate([resource("aws_s3_bucket_acl", { acl: "private" })])).toEqual([]);
});
