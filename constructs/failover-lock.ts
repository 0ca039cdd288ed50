import { DataAwsIpRanges } from "@cdktf/provider-aws/lib/data-aws-ip-ranges";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { LOCK_BUCKET_KEY } from "../contract/lock";
import { PART, TAG } from "../contract/tags";
import { policyDocument } from "./policy-document";
import { PrivateBucket } from "./private-bucket";

/** https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html */
const AWS_IP_RANGES_URL = "https://ip-ranges.amazonaws.com/ip-ranges.json";

/** Seconds; the shorter of the two that Route 53 knows. */
const INTERVAL_SECONDS = 10;
/** One answer is enough: the lock must win the race against a primary that comes back. */
const THRESHOLD = 1;

export interface FailoverLockProps {
  /** Of the standby region: the lock must be there when the primary region is not. */
  readonly provider: AwsProvider;
  readonly workload: string;
}

/**
 * An S3 object and the inverted health check that looks for it: while the object exists, the check is unhealthy and
 * DNS stays on the standby. Writing an object is a data-plane action; Route 53's control plane (us-east-1) is not needed.
 */
export class FailoverLock extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, { provider, workload }: FailoverLockProps) {
    super(scope, id);
    const { bucket, ready } = new PrivateBucket(this, "store", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      part: PART.lockBucket,
    });
    this.bucketName = bucket.id;
    this.bucketArn = bucket.arn;

    const url = new TerraformVariable(this, "ip_ranges_url", {
      type: "string",
      description: "Where AWS publishes its address ranges; set it to a mirror where the internet cannot be reached",
      default: AWS_IP_RANGES_URL,
    });
    url.overrideLogicalId("ip_ranges_url");
    const checkers = new DataAwsIpRanges(this, "checker-ranges", {
      provider,
      services: ["route53_healthchecks"],
      url: url.stringValue,
    });
    const fromCheckers = { IpAddress: { "aws:SourceIp": { expression: `${checkers.fqn}.cidr_blocks` } } };

    const policy = new S3BucketPolicy(this, "policy", {
      provider,
      bucket: bucket.id,
      dependsOn: ready,
      policy: policyDocument(
        {
          Sid: "CheckersReadTheLock",
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetObject"],
          Resource: [`${bucket.arn}/${LOCK_BUCKET_KEY.lock}`],
          Condition: fromCheckers,
        },
        {
          // Without it an absent object answers 403 and not 404, and nobody could tell "no lock" from "cannot see".
          Sid: "CheckersSeeThatItIsAbsent",
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:ListBucket"],
          Resource: [bucket.arn],
          Condition: fromCheckers,
        },
      ),
    });

    this.healthCheckId = new Route53HealthCheck(this, "health-check", {
      provider,
      type: "HTTPS",
      // The regional name: the global one answers 307 in other regions, and Route 53 takes a 3xx for healthy.
      fqdn: bucket.bucketRegionalDomainName,
      port: 443,
      enableSni: true,
      resourcePath: `/${LOCK_BUCKET_KEY.lock}`,
      requestInterval: INTERVAL_SECONDS,
      failureThreshold: THRESHOLD,
      invertHealthcheck: true,
      // What the alarm on the standby region's loss listens to; it cannot be turned on later.
      measureLatency: true,
      tags: { Name: `${workload}-failover-lock`, [TAG.part]: PART.lockCheck },
      dependsOn: [policy],
    }).id;
  }
}
