import type { Fault } from "./problem";

/** Short enough for every AWS name that is made of it: the tightest is an IAM role's, 64 characters. */
const MAXIMUM_LENGTH = 24;
const NAME = new RegExp(`^[a-z][a-z0-9-]{0,${MAXIMUM_LENGTH - 1}}$`);
const ALLOWED = `1 to ${MAXIMUM_LENGTH} lower-case letters, digits and hyphens, beginning with a letter, not ending in a hyphen`;

/** What forbids a name that the user chose. */
export function workloadNameFault(name: string): Fault | undefined {
  if (isWorkloadName(name)) return undefined;
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, MAXIMUM_LENGTH);
  const suggestion = slug.replace(/-+$/, "");
  return {
    code: "invalid-name",
    what: "this cannot be a workload's name",
    allowed: ALLOWED,
    suggestion: isWorkloadName(suggestion) ? suggestion : undefined,
  };
}

/** The first label of the domain: below the zone `www` of `www.example.com`, at its apex `example`. */
export function derivedName(domain: string): string {
  return domain.split(".")[0]!;
}

/** What forbids the name that follows from a domain. */
export function derivedNameFault(domain: string): Fault | undefined {
  const name = derivedName(domain);
  if (isWorkloadName(name)) return undefined;
  return {
    code: "name-not-derivable",
    what: `the first label of ${domain}, "${name}", cannot be the workload's name: give it one with \`name:\``,
    allowed: ALLOWED,
  };
}

function isWorkloadName(name: string): boolean {
  return NAME.test(name) && !name.endsWith("-");
}
