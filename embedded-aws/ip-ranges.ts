/** A path that no AWS API uses. */
export const IP_RANGES_PATH = "/_embedded/ip-ranges.json";

/**
 * The IPv4 ranges of Route 53's health checkers in the `aws` partition.
 * As public copies of https://ip-ranges.amazonaws.com/ip-ranges.json (service ROUTE53_HEALTHCHECKS) have them; it changes
 * rarely, and a deployment on AWS reads the published one.
 */
const CHECKER_RANGES: readonly (readonly [prefix: string, region: string])[] = [
  ["15.177.0.0/18", "GLOBAL"],
  ["54.183.255.128/26", "us-west-1"],
  ["54.228.16.0/26", "eu-west-1"],
  ["54.232.40.64/26", "sa-east-1"],
  ["54.241.32.64/26", "us-west-1"],
  ["54.243.31.192/26", "us-east-1"],
  ["54.244.52.192/26", "us-west-2"],
  ["54.245.168.0/26", "us-west-2"],
  ["54.248.220.0/26", "ap-northeast-1"],
  ["54.250.253.192/26", "ap-northeast-1"],
  ["54.251.31.128/26", "ap-southeast-1"],
  ["54.252.79.128/26", "ap-southeast-2"],
  ["54.252.254.192/26", "ap-southeast-2"],
  ["54.255.254.192/26", "ap-southeast-1"],
  ["107.23.255.0/26", "us-east-1"],
  ["176.34.159.192/26", "eu-west-1"],
  ["177.71.207.128/26", "sa-east-1"],
];

/** AWS's ip-ranges.json, reduced to the health checkers. https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-syntax.html */
export const IP_RANGES_DOCUMENT = JSON.stringify(
  {
    // Fixed, so that two plans read the same document.
    syncToken: "1735689600",
    createDate: "2025-01-01-00-00-00",
    prefixes: CHECKER_RANGES.map(([ip_prefix, region]) => ({
      ip_prefix,
      region,
      service: "ROUTE53_HEALTHCHECKS",
      network_border_group: region,
    })),
    ipv6_prefixes: [],
  },
  null,
  2,
);
