import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePage } from "./page/write-page";
import type { Report } from "./report";

/** In the folder from which `npm start` was typed. */
export const REPORT_FOLDER = "rehearsal-report";

/** Writes `report.json` for machines and `index.html` for people. Returns the page's path. */
export function writeReport(report: Report, folder = REPORT_FOLDER): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), `${JSON.stringify(report, undefined, 1)}\n`);
  return writePage(report, folder);
}
