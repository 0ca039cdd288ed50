import { isIPv4 } from "node:net";
import type { Fault } from "./problem";

interface Block {
  cidr: string;
  /** Completes "this is …". */
  is: string;
}

/**
 * Blocks that the internet does not route, so that neither Route 53's checkers nor users reach them.
 * Source: IANA IPv4 Special-Purpose Address Registry, https://www.iana.org/assignments/iana-ipv4-special-registry;
 * Route 53 refuses them as well (CreateHealthCheck, IPAddress: RFC 5735 and RFC 6598). Read on 2026-11-23.
 */
const UNREACHABLE_BLOCKS: readonly Block[] = [
  { cidr: "0.0.0.0/8", is: 'an address of "this network" (RFC 791)' },
  { cidr: "10.0.0.0/8", is: "a private address (RFC 1918)" },
  { cidr: "100.64.0.0/10", is: "a carrier's shared address (RFC 6598)" },
  { cidr: "127.0.0.0/8", is: "a loopback address (RFC 1122)" },
  { cidr: "169.254.0.0/16", is: "a link-local address (RFC 3927)" },
  { cidr: "172.16.0.0/12", is: "a private address (RFC 1918)" },
  { cidr: "192.0.0.0/24", is: "an address for protocol assignments (RFC 6890)" },
  { cidr: "192.88.99.0/24", is: "an address of withdrawn 6to4 relays (RFC 7526)" },
  { cidr: "192.168.0.0/16", is: "a private address (RFC 1918)" },
  { cidr: "198.18.0.0/15", is: "an address for benchmarks (RFC 2544)" },
  { cidr: "224.0.0.0/4", is: "a multicast address (RFC 5771)" },
  { cidr: "240.0.0.0/4", is: "a reserved address (RFC 1112)" },
];

/** RFC 5737. They can be rehearsed with, like example.com, but not deployed. */
const DOCUMENTATION_BLOCKS = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];

const ALLOWED = "a public IPv4 address: Route 53's health checkers and the users must reach it over the internet";

/** What forbids an address as that of a server that already exists. */
export function addressFault(address: string): Fault | undefined {
  if (!isIPv4(address)) return { code: "invalid-address", what: "this is no IPv4 address", allowed: ALLOWED };
  const block = UNREACHABLE_BLOCKS.find(({ cidr }) => contains(cidr, address));
  if (block === undefined) return undefined;
  return { code: "unreachable-address", what: `this is ${block.is}`, allowed: ALLOWED };
}

export function isDocumentationAddress(address: string): boolean {
  return DOCUMENTATION_BLOCKS.some((cidr) => contains(cidr, address));
}

function contains(cidr: string, address: string): boolean {
  const [base, prefixLength] = cidr.split("/");
  const size = 2 ** (32 - Number(prefixLength));
  return Math.floor(asNumber(address) / size) === Math.floor(asNumber(base!) / size);
}

function asNumber(address: string): number {
  return address.split(".").reduce((number, byte) => number * 256 + Number(byte), 0);
}
