import type { Configuration, Workload } from "./configuration";
import { isReserved } from "./domain-name";
import { isDocumentationAddress } from "./ipv4-address";
import type { Concern, Path } from "./problem";

/** Seconds. Route 53's guide advises 60 or less for failover, or users keep asking the dead site. */
const LONGEST_GOOD_TTL = 60;
/** EC2's default quota of Elastic IP addresses a region: https://docs.aws.amazon.com/general/latest/gr/ec2-service.html */
const ELASTIC_IP_QUOTA = 5;

/** What a user should know about a valid configuration. */
export function concernsOf(configuration: Configuration): { path: Path; concern: Concern }[] {
  const { workloads, regions, state } = configuration;
  const found = workloads.flatMap((workload, index) =>
    workloadConcerns(workload).map(({ key, concern }) => ({ path: ["workloads", index, ...key], concern })),
  );
  const managedPrimaries = workloads.filter(({ primary }) => primary.kind === "managed").length;
  const addresses = [
    { region: regions.primary, count: managedPrimaries },
    { region: regions.standby, count: workloads.length },
  ];
  for (const { region, count } of addresses) {
    if (count <= ELASTIC_IP_QUOTA) continue;
    const concern: Concern = {
      code: "address-quota",
      what: `${count} Elastic IP addresses in ${region} are more than the default quota of ${ELASTIC_IP_QUOTA}`,
      advice: 'Raise "EC2-VPC Elastic IPs" in Service Quotas before you deploy',
    };
    found.push({ path: ["workloads"], concern });
  }
  if (state.kind === "local") {
    const concern: Concern = {
      code: "local-state",
      what: "Terraform's state stays on this machine alone",
      advice: "Set `state: {bucket: …}` for a deployment that others share or that must outlive this disk",
    };
    found.push({ path: ["state"], concern });
  }
  return found;
}

function workloadConcerns({ domain, hostedZone, ttl, primary }: Workload): { key: string[]; concern: Concern }[] {
  const concerns: { key: string[]; concern: Concern }[] = [];
  if (ttl > LONGEST_GOOD_TTL) {
    const what = `resolvers may send users to a dead site for ${ttl} s more`;
    concerns.push({
      key: ["ttl"],
      concern: { code: "long-ttl", what, advice: `Set it to ${LONGEST_GOOD_TTL} or less` },
    });
  }
  if (isReserved(domain) || isReserved(hostedZone)) {
    const concern: Concern = {
      code: "reserved-domain",
      what: `${domain} is reserved for examples (RFC 2606, RFC 6761): it can be rehearsed, but Route 53 refuses its zone`,
      advice: "Set a domain of your own before you deploy",
    };
    concerns.push({ key: ["domain"], concern });
  }
  if (primary.kind === "existing" && isDocumentationAddress(primary.address)) {
    const concern: Concern = {
      code: "documentation-address",
      what: `${primary.address} is reserved for examples (RFC 5737): it can be rehearsed, but nothing on the internet has it`,
      advice: "Set your server's address before you deploy",
    };
    concerns.push({ key: ["primary", "existing", "address"], concern });
  }
  return concerns;
}
