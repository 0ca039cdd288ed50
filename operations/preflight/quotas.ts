import type { Deployment } from "../deployment";
import { failure, type Line, leftOpen, lineOfUseful, ok, warning } from "./line";
import type { Readings } from "./readings";

/** Whether the account's limits leave room; Service Quotas does not answer everywhere, nor everybody. */
export function quotaLines(
  { region }: Pick<Deployment, "region">,
  { quotas, standby }: Pick<Readings, "quotas" | "standby">,
): Line[] {
  const server = standby.server.known ? standby.server.value : undefined;
  const raise = (quota: string) => `Ask for more in Service Quotas (${region}): “${quota}”. AWS may take days.`;
  return [
    lineOfUseful(
      {
        title: "vCPUs to start the standby",
        why: "Beyond the limit EC2 answers every start with VcpuLimitExceeded.",
      },
      quotas.vCpus,
      (found) => {
        const own = server?.vCpus;
        if (found === undefined || own === undefined)
          return leftOpen(
            found === undefined
              ? `the limit of the family of ${server?.type ?? "the standby"} is not known to this version`
              : "EC2 does not say how many the standby has",
            "Look in Service Quotas.",
          );
        const { quota, used } = found;
        const sum = `${used} in use by others and ${own} for the standby, of ${quota}`;
        return used + own <= quota ? ok(sum) : failure(sum, raise("Running On-Demand … instances"));
      },
    ),
    lineOfUseful(
      {
        title: "addresses to spare",
        why: "The standby has its own. Where a site is made anew beside the old one, it needs a second.",
      },
      quotas.addresses,
      ({ quota, used }) => {
        const sum = `${used} of ${quota} in use`;
        return used < quota ? ok(sum) : warning(sum, raise("EC2-VPC Elastic IPs"));
      },
    ),
  ];
}
