import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePage } from "../../../../rehearsal/report/page/write-page";
import { temporaryFolder } from "../../../temporary-folder";
import { sampleRecoveryTime } from "./sample-recovery-time";
import { sampleReport } from "./sample-report";

const folder = temporaryFolder();
const distribution = join(folder, "recovery-time.json");
const report = { ...sampleReport(), scenarios: [] };

it("writes index.html, with the recovery time's distribution if it is there", () => {
  expect(writePage(report, folder)).toBe(join(folder, "index.html"));
  expect(readFileSync(join(folder, "index.html"), "utf8")).not.toContain("Recovery time, as a distribution");
  writeFileSync(distribution, JSON.stringify(sampleRecoveryTime()));
  writePage(report, folder);
  expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("Recovery time, as a distribution");
});

it.each([
  ["{", "is no JSON"],
  ['{"version":2}', "is not version 1"],
  ["null", "is not version 1"],
])("refuses a distribution that it cannot understand, and says how to write it again: %s", (text, problem) => {
  writeFileSync(distribution, text);
  expect(() => writePage(report, folder)).toThrow(problem);
  expect(() => writePage(report, folder)).toThrow("npm run recovery-time");
});
