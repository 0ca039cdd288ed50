import { blocks, eachResource, type Rule, type SynthesizedResource } from "./rule";

const WORLD = ["0.0.0.0/0", "::/0"];

/**
 * Only the service port may be open to the world: nobody needs SSH, since Session Manager goes the other way round.
 *
 * @param servicePort TCP port of the workload's health check
 */
export function onlyTheServicePortIsOpen(servicePort: number): Rule {
  return eachResource(
    ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
    (resource) => {
      const open = ingressOf(resource).find(
        (rule) => sources(rule).some((source) => WORLD.includes(source)) && !isServicePort(rule, servicePort),
      );
      if (!open) return undefined;
      return `Opens ${String(open.protocol ?? open.ip_protocol)} ports ${String(open.from_port)}-${String(open.to_port)} to the world. Only the service's TCP port ${servicePort} may be; for a shell use Session Manager.`;
    },
  );
}

function ingressOf({ type, arguments: given }: SynthesizedResource): Record<string, unknown>[] {
  if (type === "aws_security_group") return blocks(given.ingress);
  if (type === "aws_security_group_rule" && given.type !== "ingress") return [];
  return [given];
}

function sources(rule: Record<string, unknown>): string[] {
  return [rule.cidr_blocks, rule.ipv6_cidr_blocks, rule.cidr_ipv4, rule.cidr_ipv6].flat().filter(Boolean) as string[];
}

function isServicePort(rule: Record<string, unknown>, servicePort: number): boolean {
  return (
    (rule.protocol ?? rule.ip_protocol) === "tcp" && rule.from_port === servicePort && rule.to_port === servicePort
  );
}
