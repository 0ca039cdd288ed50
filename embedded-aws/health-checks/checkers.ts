import { IP_RANGES_DOCUMENT } from "../ip-ranges";
import type { Checker } from "./probe";

/**
 * Where Route 53's checkers stand, unless a health check chooses among them (HealthCheckRegion).
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export const CHECKER_REGIONS: readonly string[] = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
];

/** Not documented. Assumed: GetHealthCheckStatus shows about two addresses for each of the eight regions, 16 in all. */
const CHECKERS_IN_A_REGION = 2;

/**
 * The checkers in these regions, each with an address from that region's published ranges.
 *
 * @param regions out of CHECKER_REGIONS
 */
export function checkersIn(regions: readonly string[]): Checker[] {
  return regions.flatMap((region) => {
    const ranges = PUBLISHED.filter((published) => published.region === region);
    return Array.from({ length: CHECKERS_IN_A_REGION }, (_, n) => {
      const { prefix } = ranges[n % ranges.length]!;
      return { region, address: hostIn(prefix, 1 + Math.floor(n / ranges.length)) };
    });
  });
}

const PUBLISHED = (
  JSON.parse(IP_RANGES_DOCUMENT) as { prefixes: readonly { ip_prefix: string; region: string }[] }
).prefixes.map(({ ip_prefix, region }) => ({ prefix: ip_prefix, region }));

/** The n-th address of a range like 54.243.31.192/26. */
function hostIn(prefix: string, n: number): string {
  const octets = prefix.slice(0, prefix.indexOf("/")).split(".");
  return [...octets.slice(0, 3), Number(octets[3]) + n].join(".");
}
