import { FailoverLock } from "../../constructs/failover-lock";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { only } from "../synthesized";

describe("the failover lock", () => {
  const { resource, data, variable } = synthesizeConstruct((scope, { standby }) => {
    new FailoverLock(scope, "lock", { provider: standby, workload: "shop" });
  });
  const policy = only(resource, "aws_s3_bucket_policy");
  const check = only(resource, "aws_route53_health_check");
  const checkers = {
    IpAddress: { "aws:SourceIp": "${jsonencode(data.aws_ip_ranges.lock_checker-ranges.cidr_blocks)}" },
  };

  it("lies in a bucket that an operator finds by its tag", () => {
    expect(only(resource, "aws_s3_bucket")).toMatchObject({
      bucket_prefix: "pilot-light-shop-",
      tags: { "pilot-light:part": "lock-bucket" },
    });
  });

  it("is encrypted with SSE-S3: Route 53's checkers could not read it under KMS", () => {
    const { rule } = only(resource, "aws_s3_bucket_server_side_encryption_configuration");
    expect(rule).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  });

  it("may be read by Route 53's checkers and nobody else without credentials", () => {
    expect(statements(policy.policy)[0]).toEqual({
      Sid: "CheckersReadTheLock",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject"],
      Resource: ["${aws_s3_bucket.lock_store_bucket.arn}/failover-lock"],
      Condition: checkers,
    });
  });

  it("answers the checkers 404, not 403, while it is absent", () => {
    expect(statements(policy.policy)[1]).toEqual({
      Sid: "CheckersSeeThatItIsAbsent",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:ListBucket"],
      Resource: ["${aws_s3_bucket.lock_store_bucket.arn}"],
      Condition: checkers,
    });
  });

  it("opens to nothing more than these two statements", () => {
    expect(statements(policy.policy)).toHaveLength(2);
  });

  it("gets its policy once the bucket is closed, since S3 changes one thing at a time", () => {
    expect(policy.depends_on).toContain("aws_s3_bucket_public_access_block.lock_store_public-access");
  });

  it("takes the checkers' addresses from AWS's published ranges", () => {
    expect(only(data, "aws_ip_ranges")).toMatchObject({
      services: ["route53_healthchecks"],
      url: "${var.ip_ranges_url}",
    });
    expect(variable!.ip_ranges_url!.default).toBe("https://ip-ranges.amazonaws.com/ip-ranges.json");
  });

  it("makes its check unhealthy while it exists", () => {
    expect(check).toMatchObject({ type: "HTTPS", resource_path: "/failover-lock", invert_healthcheck: true });
  });

  it("wins the race against a returning primary: one answer in ten seconds is enough", () => {
    expect(check).toMatchObject({ failure_threshold: 1, request_interval: 10 });
  });

  it("is asked for under the bucket's regional name: the global one redirects, which Route 53 takes for healthy", () => {
    expect(check).toMatchObject({
      fqdn: "${aws_s3_bucket.lock_store_bucket.bucket_regional_domain_name}",
      port: 443,
      enable_sni: true,
    });
  });

  it("has a check that is found by its tag and made after the policy", () => {
    expect(check.tags).toEqual({ Name: "shop-failover-lock", "pilot-light:part": "lock-check" });
    expect(check.depends_on).toEqual(["aws_s3_bucket_policy.lock_policy"]);
  });

  it("has a check that measures latency, which cannot be turned on later, so that silence can be told from absence", () => {
    expect(check.measure_latency).toBe(true);
  });
});
