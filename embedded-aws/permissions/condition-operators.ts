import { BlockList, isIPv4, isIPv6 } from "node:net";
import { likeArn, likeText, type Pattern, plainText } from "./patterns";

/** A condition operator without its prefix and suffix. */
export interface Operator {
  /** The opposite of `compare`: met where no value compares, and where the request has no such key. */
  readonly negated: boolean;
  /** Whether a value of the request is what the policy says; undefined where the policy's text is none of the kind. */
  readonly compare: (written: Pattern, value: string) => boolean | undefined;
}

/**
 * Every condition operator of IAM but Null, which looks at no value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...both("StringEquals", "StringNotEquals", (written, value) => plainText(written) === value),
  ...both("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", sameIgnoringCase),
  ...both("StringLike", "StringNotLike", likeText),
  ...both("ArnLike", "ArnNotLike", likeArn),
  ...both("ArnEquals", "ArnNotEquals", likeArn),
  ...both("IpAddress", "NotIpAddress", isInRange),
  ...comparisons("Numeric", numbers),
  ...comparisons("Date", dates),
  ...only("Bool", sameIgnoringCase),
  ...only("BinaryEquals", (written, value) => plainText(written) === value),
]);

/** Equality and order, of what `differing` reads as values with a difference. */
function comparisons(
  kind: "Numeric" | "Date",
  differing: (holds: (difference: number) => boolean) => Operator["compare"],
): [string, Operator][] {
  return [
    ...both(
      `${kind}Equals`,
      `${kind}NotEquals`,
      differing((difference) => difference === 0),
    ),
    ...only(
      `${kind}LessThan`,
      differing((difference) => difference < 0),
    ),
    ...only(
      `${kind}LessThanEquals`,
      differing((difference) => difference <= 0),
    ),
    ...only(
      `${kind}GreaterThan`,
      differing((difference) => difference > 0),
    ),
    ...only(
      `${kind}GreaterThanEquals`,
      differing((difference) => difference >= 0),
    ),
  ];
}

function both(name: string, opposite: string, compare: Operator["compare"]): [string, Operator][] {
  return [...only(name, compare), [opposite, { negated: true, compare }]];
}

function only(name: string, compare: Operator["compare"]): [string, Operator][] {
  return [[name, { negated: false, compare }]];
}

function sameIgnoringCase(written: Pattern, value: string): boolean {
  return plainText(written).toLowerCase() === value.toLowerCase();
}

/** @param holds for the difference between the request's value and the policy's */
function numbers(holds: (difference: number) => boolean): Operator["compare"] {
  return compareBy((text) => (text.trim() === "" ? Number.NaN : Number(text)), holds);
}

/** Dates are written in ISO 8601 or as seconds since 1970. */
function dates(holds: (difference: number) => boolean): Operator["compare"] {
  return compareBy((text) => (/^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text)), holds);
}

function compareBy(measure: (text: string) => number, holds: (difference: number) => boolean): Operator["compare"] {
  return (written, value) => {
    const difference = measure(value) - measure(plainText(written));
    return Number.isNaN(difference) ? undefined : holds(difference);
  };
}

/** @returns undefined where the policy's text is neither an address nor a range in CIDR's notation */
function isInRange(written: Pattern, address: string): boolean | undefined {
  const [network = "", bits] = plainText(written).split("/");
  const family = familyOf(network);
  if (family === undefined) return undefined;
  const range = new BlockList();
  try {
    range.addSubnet(network, bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits), family);
  } catch {
    return undefined;
  }
  return familyOf(address) === family && range.check(address, family);
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  if (isIPv4(address)) return "ipv4";
  return isIPv6(address) ? "ipv6" : undefined;
}
