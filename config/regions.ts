import type { Fault } from "./problem";
import { nearest } from "./suggestion";

/**
 * Regions of the `aws` partition that every account has enabled.
 * Source: "Regions launched before March 20, 2019 are enabled by default",
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html, and `aws ec2 describe-regions`
 * (`opt-in-not-required`). Read on 2026-11-23.
 */
export const DEFAULT_REGIONS = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
] as const;

/** Regions of the same partition that an account must enable first. Source: partitions.json of the AWS SDKs, 2026-11-23. */
const OPT_IN_REGIONS: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "me-west-1",
  "mx-central-1",
  "sa-west-1",
];

/** GovCloud, China, the European Sovereign Cloud and the isolated partitions; the patterns are those of partitions.json. */
const OTHER_PARTITIONS = /^(us-gov|cn|eusc|us-iso[a-z]?|eu-iso[a-z]?)-/;

const ALLOWED = `a region that every AWS account has enabled: ${DEFAULT_REGIONS.join(", ")}`;

/** What forbids a region, or undefined where it can be used. */
export function regionFault(region: string): Fault | undefined {
  if ((DEFAULT_REGIONS as readonly string[]).includes(region)) return undefined;
  if (OPT_IN_REGIONS.includes(region)) {
    // https://docs.aws.amazon.com/sns/latest/dg/lambda-prereq.html
    return {
      code: "opt-in-region",
      what:
        `${region} is an opt-in region: SNS in us-east-1, where Route 53's alarm lives, does not deliver to a Lambda ` +
        "function in an opt-in region, and an account can switch such a region off",
      allowed: ALLOWED,
    };
  }
  if (OTHER_PARTITIONS.test(region)) {
    return {
      code: "other-partition",
      what:
        `${region} is in another partition of AWS than us-east-1, where Route 53's health check metrics are: ` +
        "accounts, roles and events do not reach from one partition into another",
      allowed: ALLOWED,
    };
  }
  return {
    code: "unknown-region",
    what: "this is no AWS region",
    allowed: ALLOWED,
    suggestion: nearest(region, DEFAULT_REGIONS),
  };
}
