import type { Fault } from "./problem";

/** The oldest AWS provider that the tests have applied with. */
const OLDEST_PROVIDER: Version = [5, 100, 0];

type Version = readonly [major: number, minor: number, patch: number];

const CLAUSE = /^\s*(=|!=|>=|<=|>|<|~>)?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[0-9A-Za-z.-]+)?\s*$/;

/** Operators that say where a range begins; https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
const BEGINNINGS = ["", "=", ">=", ">", "~>"];

/**
 * The oldest version that a Terraform version constraint can admit: 0.0.0 where it has no lower end, undefined where it
 * is not written as Terraform wants it.
 */
export function oldestVersion(constraint: string): Version | undefined {
  let oldest: Version = [0, 0, 0];
  for (const clause of constraint.split(",")) {
    const match = CLAUSE.exec(clause);
    if (match === null) return undefined;
    const [, operator = "", major = "0", minor = "0", patch = "0"] = match;
    const version: Version = [Number(major), Number(minor), Number(patch)];
    if (BEGINNINGS.includes(operator) && isOlder(oldest, version)) oldest = version;
  }
  return oldest;
}

/** What forbids a version constraint of the AWS provider. */
export function providerRangeFault(constraint: string): Fault | undefined {
  const allowed = `a Terraform version constraint that begins at ${OLDEST_PROVIDER.join(".")} or later, such as "~> 5.100" or ">= 6.2, < 7"`;
  const oldest = oldestVersion(constraint);
  if (oldest === undefined) {
    return { code: "invalid-provider-range", what: "Terraform cannot read this version constraint", allowed };
  }
  if (!isOlder(oldest, OLDEST_PROVIDER)) return undefined;
  return {
    code: "provider-too-old",
    what: `this range admits AWS providers older than ${OLDEST_PROVIDER.join(".")}, with which nothing here was tried`,
    allowed,
  };
}

function isOlder(one: Version, other: Version): boolean {
  const different = one.findIndex((part, index) => part !== other[index]);
  return different !== -1 && one[different]! < other[different]!;
}
