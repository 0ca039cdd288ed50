import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePage } from "./page/write-page";
import type { Report } from "./report";

/** In the folder from which `npm start` was typed. */
const REPORT_FOLDER = "rehearsal-report";

/** Writes `report.json` for machines and `index.html` for people. Returns the page's path. */
export function writeReport(report: Report): string {
  mkdirSync(REPORT_FOLDER, { recursive: true });
  writeFileSync(join(REPORT_FOLDER, "report.json"), `${JSON.stringify(report, undefined, 1)}\n`);
  return writePage(report, REPORT_FOLDER);
}
