import type { ProblemCode } from "../../../config/problem";
import type { OtherFiles } from "../loaded-text";

/**
 * One refused file: what it is (completes "refuses …"), its text, where its only problem is (`line path`), a piece of
 * what is said to be wrong; and, where there are any, the suggestion and the files beside it.
 */
export type Case = [
  refuses: string,
  text: string | Uint8Array,
  at: string,
  what: string,
  more?: { suggestion?: string; others?: OtherFiles },
];

export type Cases = Partial<Record<ProblemCode, Case[]>>;

/** The smallest valid file with more lines for its workload (the first of them is line 4) and at its end. */
export function smallest(ofWorkload: string[], ofFile: string[]): string {
  return [
    "workloads:",
    "  - domain: www.pilot.dev",
    "    hostedZone: pilot.dev",
    ...ofWorkload.map((line) => `    ${line}`),
    "alerts:",
    "  - ops@pilot.dev",
    ...ofFile,
  ].join("\n");
}

/** The smallest valid file with more lines for its workload, from line 4. */
export const workload = (...lines: string[]): string => smallest(lines, []);

/** The smallest valid file with more lines at its end, from line 6. */
export const file = (...lines: string[]): string => smallest([], lines);

/** The smallest valid file with a second workload, from line 4, and more lines for that one, from line 6. */
export function twoWorkloads(domain: string, ...lines: string[]): string {
  const second = [`  - domain: ${domain}`, "    hostedZone: pilot.dev", ...lines.map((line) => `    ${line}`)];
  return file().replace("alerts:", [...second, "alerts:"].join("\n"));
}
