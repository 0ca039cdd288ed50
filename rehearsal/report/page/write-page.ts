import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecoveryTimeReport } from "../recovery-time";
import type { Report } from "../report";
import { pageOf } from "./page";

/**
 * Writes `index.html` into a folder that exists, with the distribution of the recovery time if `recovery-time.json` is there.
 * @returns the page's path
 * @throws Error where `recovery-time.json` cannot be understood, or the folder takes no file
 */
export function writePage(report: Report, folder: string): string {
  const path = join(folder, "index.html");
  writeFileSync(path, pageOf(report, readRecoveryTime(join(folder, "recovery-time.json"))));
  return path;
}

function readRecoveryTime(path: string): RecoveryTimeReport | undefined {
  if (!existsSync(path)) return undefined;
  const found = parse(path);
  if ((found as { version?: unknown } | null)?.version !== 1)
    throw new Error(
      `${path} is not version 1 of a recovery time's distribution. Write it again: npm run recovery-time`,
    );
  return found as RecoveryTimeReport;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} is no JSON. Write it again: npm run recovery-time`, { cause: error });
  }
}
