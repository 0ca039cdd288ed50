import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { TAG } from "../contract/tags";

/** Where Route 53 publishes its metrics, and so where an alarm on a health check must live. */
export const US_EAST_1 = "us-east-1";

export interface RegionalProvidersProps {
  readonly workload: string;
  readonly regions: { primary: string; standby: string };
  /** The user's tags; ours are added. */
  readonly tags: Record<string, string>;
}

/**
 * The three aliased providers that every stack declares; every resource names one of them.
 * Terraform never contacts an alias that no resource uses, so that the standby and failover stacks can be planned
 * while the primary region is dead.
 */
export class RegionalProviders {
  readonly primary: AwsProvider;
  readonly standby: AwsProvider;
  readonly usEast1: AwsProvider;

  constructor(scope: Construct, { workload, regions, tags }: RegionalProvidersProps) {
    const provider = (alias: string, region: string) =>
      new AwsProvider(scope, `aws-${alias}`, {
        alias,
        region,
        defaultTags: [{ tags: { ...tags, [TAG.workload]: workload } }],
      });
    this.primary = provider("primary", regions.primary);
    this.standby = provider("standby", regions.standby);
    this.usEast1 = provider("us_east_1", US_EAST_1);
  }
}
