import { readFileSync } from "node:fs";
import { EVALUATION_DELAY_MS } from "../../../embedded-aws/alarms/evaluate-alarm";
import { AGGREGATION_MS } from "../../../embedded-aws/health-checks/endpoint-watch";
import { USUAL_POWER_TIMES } from "../../../embedded-aws/instances/power-times";
import { assumptionsOf } from "../../../estimate/distribution/report";
import { bootRange, cacheRange, checkerRange, RANGES, type Range } from "../../../estimate/ranges";
import { DEFAULTS } from "./played";

const { pendingMs, bootMs, applicationStartMs, servicesDownMs, stoppingMs } = USUAL_POWER_TIMES;
const DEFAULT_BOOT_SECONDS = 30;

test.each<[what: string, value: number, range: Range]>([
  ["time from start to running", pendingMs, RANGES.pending],
  ["boot", bootMs + applicationStartMs, bootRange(DEFAULT_BOOT_SECONDS)],
  ["end of services", servicesDownMs, RANGES.servicesDown],
  ["stop", stoppingMs, RANGES.stopping],
  ["aggregation", AGGREGATION_MS, RANGES.aggregation],
  ["delay of an alarm's datapoints", EVALUATION_DELAY_MS, RANGES.storing],
])("the rehearsal's %s is one of those that are drawn", (_what, value, { from, to }) => {
  expect(value).toBeGreaterThanOrEqual(from);
  expect(value).toBeLessThanOrEqual(to);
});

test("every range has a beginning, an end and a source", () => {
  for (const { name, from, to, source } of [...Object.values(RANGES), bootRange(60), cacheRange(5), checkerRange(30)]) {
    expect(from).toBeLessThan(to);
    expect(from).toBeGreaterThanOrEqual(0);
    expect(`${name} ${source}`.length).toBeGreaterThan(20);
  }
});

test("the page on the recovery time has every range as it is drawn", () => {
  const page = readFileSync("docs/recovery-time.md", "utf8");
  for (const { name, range, source } of assumptionsOf(DEFAULTS))
    expect(page).toContain(`| ${name} | ${range} | ${source} |`);
});
