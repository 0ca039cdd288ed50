import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePage } from "../../../../rehearsal/report/page/write-page";
import { temporaryFolder } from "../../../temporary-folder";
import { sampleRecoveryTime } from "./sample-recovery-time";
import { sampleReport } from "./sample-report";

const folder = temporaryFolder();
const file = join(folder, "recovery-time.json");
const all = sampleReport();
const report = { ...all, scenarios: all.scenarios.slice(0, 1) };

/** Whether the page that is written shows a distribution. */
function showsDistribution(): boolean {
  const path = writePage(report, folder);
  expect(path).toBe(join(folder, "index.html"));
  return readFileSync(path, "utf8").includes("What the median outage is spent on");
}

it("writes index.html without the recovery time's distribution where there is none", () => {
  expect(showsDistribution()).toBe(false);
});

it("shows the distribution of what was rehearsed", () => {
  writeFileSync(file, JSON.stringify(sampleRecoveryTime()));
  expect(showsDistribution()).toBe(true);
});

it.each([
  ["another file", { configuration: "other.yaml" }],
  ["another workload", { workload: "shop" }],
  ["this file before it was changed", { promised: 231 }],
  ["another version of this program", { version: 1 }],
])("shows no distribution of %s", (_, changes) => {
  writeFileSync(file, JSON.stringify({ ...sampleRecoveryTime(), ...changes }));
  expect(showsDistribution()).toBe(false);
});

it.each(["{", "null"])("writes the page all the same where the distribution cannot be read: %s", (text) => {
  writeFileSync(file, text);
  expect(showsDistribution()).toBe(false);
});
