import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { TAG } from "../contract/tags";

/** Where Route 53 publishes its metrics, and so where an alarm on a health check must live. */
export const US_EAST_1 = "us-east-1";

/**
 * How often the provider makes one call before it fails; the provider's word is "retries", but it counts the first
 * attempt too (measured, 5.100.0). Each further attempt about doubles a call into a dark region: 8 attempts fail within
 * 18 s, 10 take 56 s. Under throttling the pauses are longer, and 8 attempts outlive three minutes. See docs/adr/0010.
 */
const ATTEMPTS_A_CALL = 8;

export interface RegionalProvidersProps {
  readonly workload: string;
  readonly regions: { primary: string; standby: string };
  /** The user's tags; ours are added. */
  readonly tags: Record<string, string>;
}

/**
 * The three aliased providers that every stack declares; every resource names one of them.
 * Terraform never contacts an alias that no resource uses, so that the standby and failover stacks can be planned
 * while the primary region is dead. A stack that does use a dead region's alias fails soon, and not after minutes of
 * retries. A region that accepts calls and never answers is beyond the provider's settings: whoever runs Terraform
 * bounds its time.
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
        maxRetries: ATTEMPTS_A_CALL,
        defaultTags: [{ tags: { ...tags, [TAG.workload]: workload } }],
      });
    this.primary = provider("primary", regions.primary);
    this.standby = provider("standby", regions.standby);
    this.usEast1 = provider("us_east_1", US_EAST_1);
  }
}
