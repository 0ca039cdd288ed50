import type { Deployment } from "../deployment";
import type { Group } from "./judgement";
import { fails, type Line } from "./line";

/** What `preflight --json` prints. Times in milliseconds since 1970-01-01 UTC. */
export interface PreflightReport {
  readonly workload: string;
  readonly domain: string;
  readonly region: string;
  readonly at: number;
  /** Whether the command succeeds: with `--strict`, only where every line is ok. */
  readonly passed: boolean;
  readonly count: Readonly<Record<Line["state"], number>>;
  readonly groups: readonly Group[];
}

/** Pure. */
export function reportOf(
  { workload, domain, region }: Pick<Deployment, "workload" | "domain" | "region">,
  groups: readonly Group[],
  { at, strict }: { at: number; strict: boolean },
): PreflightReport {
  const lines = groups.flatMap((group) => group.lines);
  const count = { ok: 0, warning: 0, failure: 0, unknown: 0 };
  for (const { state } of lines) count[state]++;
  const passed = strict ? count.ok === lines.length : !lines.some(fails);
  return { workload, domain, region, at, passed, count, groups };
}
