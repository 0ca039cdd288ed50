import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { HealthCheck, Workload } from "../config/configuration";
import { hostNameOf } from "../contract/host-name";
import { PART, TAG } from "../contract/tags";
import { noOtherRecord, setIdentifiers } from "./hosted-zone";

export interface EndpointCheckProps {
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly domain: string;
  readonly healthCheck: HealthCheck;
  /** IPv4 address of the primary site: by address, because a name would follow the failover to the standby. */
  readonly primaryAddress: string;
}

/** Route 53's checkers, who look at the primary from many places. */
export function endpointCheck(scope: Construct, id: string, props: EndpointCheckProps): Route53HealthCheck {
  const { provider, workload, domain, healthCheck, primaryAddress } = props;
  return new Route53HealthCheck(scope, id, {
    provider,
    type: healthCheck.protocol,
    ipAddress: primaryAddress,
    // With an address given, Route 53 sends this name as Host (and, for HTTPS, as SNI) only.
    fqdn: hostNameOf(domain),
    port: healthCheck.port,
    resourcePath: healthCheck.path,
    requestInterval: healthCheck.interval,
    failureThreshold: healthCheck.threshold,
    enableSni: healthCheck.protocol === "HTTPS" ? true : undefined,
    tags: { Name: `${workload}-primary`, [TAG.part]: PART.endpointCheck },
  });
}

export interface FailoverDnsProps {
  readonly provider: AwsProvider;
  readonly workload: Workload;
  readonly zoneId: string;
  readonly primaryAddress: string;
  readonly standbyAddress: string;
  readonly endpointCheckId: string;
  readonly lockCheckId: string;
  /** What must work before users depend on it: the records come last. */
  readonly after: ITerraformDependable[];
}

/** The two records, and the check that turns them: the primary answers while it is up *and* no lock exists. */
export class FailoverDns extends Construct {
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, props: FailoverDnsProps) {
    super(scope, id);
    const { provider, workload, zoneId, primaryAddress, standbyAddress, endpointCheckId, lockCheckId, after } = props;

    const both = [endpointCheckId, lockCheckId];
    const check = new Route53HealthCheck(this, "health-check", {
      provider,
      type: "CALCULATED",
      childHealthchecks: both,
      childHealthThreshold: both.length,
      tags: { Name: `${workload.name}-failover`, [TAG.part]: PART.failoverCheck },
    });

    this.healthCheckId = check.id;

    const noneElse = noOtherRecord(this, provider, zoneId, workload);
    const lifecycle = {
      precondition: [
        {
          condition: noneElse,
          errorMessage: `workload "${workload.name}": the zone ${workload.hostedZone} already holds another A, AAAA or CNAME record named ${workload.domain}. Route 53 refuses a failover record beside it, or users would follow it past the failover. Delete that record, or set another domain.`,
        },
      ],
    };
    const identifiers = setIdentifiers(workload.name);
    const common = {
      provider,
      zoneId,
      name: workload.domain,
      type: "A",
      ttl: workload.ttl,
      dependsOn: after,
      lifecycle,
    };
    new Route53Record(this, "primary", {
      ...common,
      records: [primaryAddress],
      setIdentifier: identifiers.primary,
      failoverRoutingPolicy: { type: "PRIMARY" },
      healthCheckId: check.id,
    });
    // No health check: once the primary is unhealthy, Route 53 then answers this one whatever its state.
    new Route53Record(this, "standby", {
      ...common,
      records: [standbyAddress],
      setIdentifier: identifiers.standby,
      failoverRoutingPolicy: { type: "SECONDARY" },
    });
  }
}
