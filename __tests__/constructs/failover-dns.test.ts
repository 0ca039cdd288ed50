import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { HealthCheck } from "../../config/configuration";
import { endpointCheck, FailoverDns } from "../../constructs/failover-dns";
import { workload } from "../configurations";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

describe("the endpoint check", () => {
  function synthesizeCheck(healthCheck: HealthCheck, domain = "shop.example.com") {
    const { resource } = synthesizeConstruct((scope, { standby }) => {
      const target = { workload: "shop", domain, primaryAddress: "203.0.113.10" };
      endpointCheck(scope, "endpoint-check", { provider: standby, healthCheck, ...target });
    });
    return only(resource, "aws_route53_health_check");
  }
  const http: HealthCheck = { protocol: "HTTP", port: 80, path: "/health", interval: 10, threshold: 3 };

  it("asks for a name that a wildcard covers: no host has an asterisk in its name", () => {
    expect(synthesizeCheck(http, "*.example.com").fqdn).toBe("pilot-light.example.com");
  });

  it("asks the primary by its address, with the domain as the host name", () => {
    expect(synthesizeCheck(http)).toMatchObject({ ip_address: "203.0.113.10", fqdn: "shop.example.com" });
  });

  it("asks as the file says", () => {
    expect(synthesizeCheck(http)).toMatchObject({
      type: "HTTP",
      port: 80,
      resource_path: "/health",
      request_interval: 10,
      failure_threshold: 3,
    });
  });

  it("names the host in the TLS handshake too, where there is one", () => {
    expect(synthesizeCheck({ ...http, protocol: "HTTPS" })).toMatchObject({ type: "HTTPS", enable_sni: true });
    expect(synthesizeCheck(http)).not.toHaveProperty("enable_sni");
  });

  it("is found by its tag", () => {
    expect(synthesizeCheck(http).tags).toEqual({ Name: "shop-primary", "pilot-light:part": "endpoint-check" });
  });
});

describe("failover DNS", () => {
  const { resource } = synthesizeConstruct((scope, { standby: provider }) => {
    const controller = new SqsQueue(scope, "what-must-work-first", { provider });
    new FailoverDns(scope, "dns", {
      provider,
      workload: workload(),
      zoneId: "ZONE",
      primaryAddress: "203.0.113.10",
      standbyAddress: "203.0.113.20",
      endpointCheckId: "ENDPOINT_CHECK",
      lockCheckId: "LOCK_CHECK",
      after: [controller],
    });
  });
  const { dns_primary: primary, dns_standby: standby } = resource.aws_route53_record!;
  const both = [primary!, standby!];

  it("has two A records of the domain, which resolvers keep for the file's seconds", () => {
    expect(Object.keys(resource.aws_route53_record!)).toHaveLength(2);
    for (const record of both) {
      expect(record).toMatchObject({ zone_id: "ZONE", name: "shop.example.com", type: "A", ttl: 20 });
    }
  });

  it("answers the primary while the combined check is healthy", () => {
    expect(primary).toMatchObject({
      records: ["203.0.113.10"],
      set_identifier: "pilot-light-shop-primary",
      failover_routing_policy: { type: "PRIMARY" },
      health_check_id: "${aws_route53_health_check.dns_health-check.id}",
    });
  });

  it("answers the standby otherwise, whatever its state, since that record has no check", () => {
    expect(standby).toMatchObject({
      records: ["203.0.113.20"],
      set_identifier: "pilot-light-shop-standby",
      failover_routing_policy: { type: "SECONDARY" },
    });
    expect(standby).not.toHaveProperty("health_check_id");
  });

  it("combines the primary's health and the lock's: both must be healthy", () => {
    expect(only(resource, "aws_route53_health_check")).toMatchObject({
      type: "CALCULATED",
      child_healthchecks: ["ENDPOINT_CHECK", "LOCK_CHECK"],
      child_health_threshold: 2,
      tags: { Name: "shop-failover", "pilot-light:part": "failover-check" },
    });
  });

  it("comes last: users depend on nothing that does not work yet", () => {
    for (const record of both) expect(record.depends_on).toEqual(["aws_sqs_queue.what-must-work-first"]);
  });

  it("is refused in words where another record has the name", () => {
    for (const record of both) {
      const [{ condition, error_message }] = record.lifecycle.precondition;
      expect(condition).toContain("data.aws_route53_records.dns_records-of-that-name.resource_record_sets");
      expect(error_message).toBe(
        'workload "shop": the zone example.com already holds another A, AAAA or CNAME record named shop.example.com. Route 53 refuses a failover record beside it, or users would follow it past the failover. Delete that record, or set another domain.',
      );
    }
  });
});
