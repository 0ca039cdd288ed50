import { GetFunctionCommand, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { paginateListHealthChecks } from "@aws-sdk/client-route-53";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { DeployedWorkload } from "./deployed-workload";
import type { Pace } from "./patience";
import type { Site } from "./users/sight";

/** What the story must know of a workload beyond Terraform's outputs, asked of AWS. */
export interface DeployedParts {
  /** Where the controller is, and so the standby. */
  readonly standbyRegion: string;
  /** Route 53's check of the primary. */
  readonly endpointCheckId: string;
  /** What users ask for: the check looks at the same port. */
  readonly site: Site;
  readonly controllerArn: string;
  /** Whether a failover is held until an operator ends it, as the controller is told in its environment. */
  readonly isSticky: boolean;
  /** As how many types the standby may be started. */
  readonly instanceTypes: number;
  readonly pace: Pace;
}

/** @throws Error that names what is not there */
export async function findParts(
  aws: EmbeddedAws,
  workload: DeployedWorkload,
  regions: readonly string[],
): Promise<DeployedParts> {
  const {
    region: standbyRegion,
    arn: controllerArn,
    isSticky,
    instanceTypes,
    ...times
  } = await findController(aws, workload.controller, regions);
  const check = await findEndpointCheck(aws, workload);
  const site = { domain: check.hostName, protocol: check.protocol, port: check.port } as const;
  const pace = { ...times, checkSeconds: check.intervalSeconds, threshold: check.threshold };
  return { standbyRegion, endpointCheckId: check.id, site, controllerArn, isSticky, instanceTypes, pace };
}

async function findController(aws: EmbeddedAws, name: string, regions: readonly string[]) {
  for (const region of regions) {
    try {
      const { Configuration } = await aws.clients.lambda(region).send(new GetFunctionCommand({ FunctionName: name }));
      const { FAILBACK, FALLBACK_INSTANCE_TYPES, TTL_SECONDS, BOOT_SECONDS, GRACE_SECONDS } =
        Configuration!.Environment?.Variables ?? {};
      return {
        region,
        arn: Configuration!.FunctionArn!,
        isSticky: FAILBACK !== "automatic",
        instanceTypes: 1 + (FALLBACK_INSTANCE_TYPES ?? "").split(",").filter(Boolean).length,
        ttlSeconds: Number(TTL_SECONDS),
        bootSeconds: Number(BOOT_SECONDS),
        graceSeconds: Number(GRACE_SECONDS),
      };
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
  throw new Error(`There is no function ${name} in ${regions.join(", ")}.`);
}

/** A wildcard covers every name below it. */
const covers = (domain: string, name = ""): boolean =>
  domain.startsWith("*.") ? name.endsWith(domain.slice(1)) : name === domain;

/** Of a server that several workloads share, each has a check of its own, which asks for its domain. */
async function findEndpointCheck(aws: EmbeddedAws, { domain, primary: { address } }: DeployedWorkload) {
  for await (const { HealthChecks } of paginateListHealthChecks({ client: aws.clients.route53() }, {})) {
    for (const { Id, HealthCheckConfig: check } of HealthChecks ?? []) {
      if (check?.IPAddress !== address || !covers(domain, check.FullyQualifiedDomainName)) continue;
      if (check.Type !== "HTTP" && check.Type !== "HTTPS") continue;
      return {
        id: Id!,
        hostName: check.FullyQualifiedDomainName!,
        protocol: check.Type,
        port: check.Port!,
        intervalSeconds: check.RequestInterval!,
        threshold: check.FailureThreshold!,
      };
    }
  }
  throw new Error(`No health check of Route 53 asks the primary at ${address} for ${domain}.`);
}
