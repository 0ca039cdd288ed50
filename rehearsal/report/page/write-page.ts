import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecoveryTimeReport } from "../recovery-time";
import type { Report } from "../report";
import { pageOf } from "./page";

/**
 * Writes `index.html` into a folder that exists, with the distribution of the recovery time if the folder's
 * `recovery-time.json` is of what was rehearsed.
 * @returns the page's path
 * @throws Error where the folder takes no file
 */
export function writePage(report: Report, folder: string): string {
  const path = join(folder, "index.html");
  const distribution = readRecoveryTime(join(folder, "recovery-time.json"));
  writeFileSync(path, pageOf(report, distribution && isOf(report, distribution) ? distribution : undefined));
  return path;
}

/** Undefined where there is none that this version of the program wrote: the page says how one gets it. */
function readRecoveryTime(path: string): RecoveryTimeReport | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const found: { readonly version?: unknown } | null = JSON.parse(readFileSync(path, "utf8"));
    return found?.version === 2 ? (found as RecoveryTimeReport) : undefined;
  } catch {
    return undefined;
  }
}

/** A configuration that was changed since then promises something else, unless the change does not matter here. */
function isOf({ configuration, scenarios }: Report, distribution: RecoveryTimeReport): boolean {
  return (
    distribution.configuration === configuration &&
    scenarios.some(({ workloads }) =>
      workloads.some(
        ({ name, numbers }) => name === distribution.workload && numbers.promised === distribution.promised,
      ),
    )
  );
}
