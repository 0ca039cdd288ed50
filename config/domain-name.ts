import { domainToASCII } from "node:url";
import type { Fault } from "./problem";

/** RFC 1035, section 2.3.4, less the root's own byte and length byte. */
const MAXIMUM_NAME_LENGTH = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** RFC 2606 and RFC 6761: names that can never be delegated to an owner. */
const RESERVED_DOMAINS = ["example.com", "example.net", "example.org", "example", "test", "invalid", "localhost"];

/** Lower case, without the root's trailing dot: one spelling of each name. */
export function normalizedDomain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** What forbids a normalized name as a hosted zone. */
export function hostedZoneFault(name: string): Fault | undefined {
  return nameFault(name, 'a DNS name of at least two labels, such as "example.com"');
}

/** What forbids a normalized name as the name that fails over. */
export function domainFault(name: string): Fault | undefined {
  return nameFault(name.replace(/^\*\./, ""), 'a DNS name, such as "www.example.com" or "*.example.com"');
}

export function isInZone(domain: string, hostedZone: string): boolean {
  return domain === hostedZone || domain.endsWith(`.${hostedZone}`);
}

/** Whether a normalized name can be a host's: at least two labels of letters, digits and inner hyphens. */
export function isHostName(name: string): boolean {
  const labels = name.split(".");
  // A top-level domain of digits alone would read as an IPv4 address (RFC 3696, section 2).
  const sound = labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1)!);
  return sound && name.length <= MAXIMUM_NAME_LENGTH;
}

export function isReserved(name: string): boolean {
  return RESERVED_DOMAINS.some((reserved) => isInZone(name, reserved));
}

function nameFault(name: string, example: string): Fault | undefined {
  if (isHostName(name)) return undefined;
  const ascii = domainToASCII(name);
  return {
    code: "invalid-domain",
    what: "this is no DNS name",
    allowed:
      `${example}: labels of 1 to 63 letters, digits and inner hyphens, at most ${MAXIMUM_NAME_LENGTH} characters ` +
      "in all (an internationalized name in its xn-- form)",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII begins with them
    suggestion: /[^\x00-\x7f]/.test(name) && ascii !== "" ? ascii : undefined,
  };
}
