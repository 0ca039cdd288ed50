import { policyStatements } from "./policy-statements";
import type { Rule, SynthesizedResource } from "./rule";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Each bucket has all four parts of S3's Block Public Access, and no ACL or open policy of its own. */
export const bucketsArePrivate: Rule = (resources) =>
  resources.flatMap((resource) => {
    const problem = publicAccess(resource, resources);
    return problem === undefined ? [] : [{ path: resource.path, message: problem }];
  });

function publicAccess(resource: SynthesizedResource, all: SynthesizedResource[]): string | undefined {
  const { type, address, arguments: given } = resource;
  if (type === "aws_s3_bucket") {
    const closed = all.some(
      (other) =>
        other.type === "aws_s3_bucket_public_access_block" &&
        String(other.arguments.bucket).includes(`${address}.`) &&
        BLOCKS.every((block) => other.arguments[block] === true),
    );
    return closed ? undefined : "The bucket is not closed to the public. Make it with the construct PrivateBucket.";
  }
  if (type === "aws_s3_bucket_acl" && String(given.acl).startsWith("public-")) {
    return `The ACL ${String(given.acl)} opens a bucket to everybody. Leave ACLs out; use a bucket policy with a source address.`;
  }
  if (type === "aws_s3_bucket_policy") {
    const open = policyStatements(String(given.policy)).find(
      ({ Effect, Principal, Condition }) =>
        Effect === "Allow" && isEverybody(Principal) && Condition?.IpAddress?.["aws:SourceIp"] === undefined,
    );
    if (open) {
      return `The statement ${open.Sid ?? "without a Sid"} lets everybody in from everywhere. Limit it to source addresses, as the failover lock's policy does.`;
    }
  }
  return undefined;
}

function isEverybody(principal: unknown): boolean {
  return (
    principal === "*" ||
    (typeof principal === "object" && principal !== null && "AWS" in principal && principal.AWS === "*")
  );
}
