import { ListHealthChecksCommand, type Route53Client } from "@aws-sdk/client-route-53";
import { LOCK_BUCKET_KEY } from "../contract/lock";
import { EXIT, Failure } from "./failure";

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/;

/** @throws Failure where this is no region's name */
export function checkRegion(region: string, saidBy: string): string {
  if (!REGION.test(region))
    throw new Failure(EXIT.usage, `${saidBy} is ${JSON.stringify(region)}; it must be a region such as eu-central-1.`);
  return region;
}

/** A regional S3 host name, as the check of a failover lock has it: `bucket.s3.eu-central-1.amazonaws.com`. */
const LOCK_HOST = /^[^.]+\.s3\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/;

/**
 * The standby regions of all workloads in the account, as their lock checks tell: Route 53 is global, and the name that
 * such a check asks holds the region. Rejects as Route 53's API does.
 */
export async function regionsOfLockChecks(
  route53: Pick<Route53Client, "send">,
  abortSignal?: AbortSignal,
): Promise<string[]> {
  const regions = new Set<string>();
  let marker: string | undefined;
  do {
    const page = await route53.send(new ListHealthChecksCommand(marker ? { Marker: marker } : {}), { abortSignal });
    for (const { HealthCheckConfig: check } of page.HealthChecks ?? []) {
      const region = LOCK_HOST.exec(check?.FullyQualifiedDomainName ?? "")?.[1];
      if (region !== undefined && check?.Inverted && check.ResourcePath === `/${LOCK_BUCKET_KEY.lock}`)
        regions.add(region);
    }
    marker = page.IsTruncated ? page.NextMarker : undefined;
  } while (marker !== undefined);
  return [...regions].sort();
}
