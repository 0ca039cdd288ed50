import { designsFor } from "../../../estimate/distribution/designs";
import { playDraws } from "../../../estimate/distribution/draws";
import {
  assumptionsOf,
  limitsOf,
  neverSaved,
  type RecoveryTimeReport,
  rowsOf,
} from "../../../estimate/distribution/report";
import { paintFor, tableText } from "../../../estimate/distribution/table";
import { RANGES } from "../../../estimate/ranges";
import type { RecoveryTimeReport as ReportThatThePageDraws } from "../../../rehearsal/report/recovery-time";
import { DEFAULTS } from "./played";

const DRAWS = { seed: 1, from: 0, to: 12 };
const designs = designsFor(DEFAULTS);
const ESCAPE = "\x1b";

async function played() {
  const all = await playDraws(designs, DRAWS);
  const report: RecoveryTimeReport = {
    version: 1,
    configuration: "pilot-light.yaml, workload www",
    draws: DRAWS.to,
    seed: DRAWS.seed,
    promised: 113,
    rows: rowsOf(designs, all),
    assumptions: assumptionsOf(DEFAULTS),
  };
  return { report, never: neverSaved(designs, all), limits: limitsOf(all, DEFAULTS) };
}

let shown: Awaited<ReturnType<typeof played>>;
beforeAll(async () => {
  shown = await played();
});

test("the report is what the rehearsal's page draws, and the page draws no more", () => {
  const drawn: ReportThatThePageDraws = shown.report;
  const written: RecoveryTimeReport = drawn;
  expect(written).toBe(shown.report);
});

test("there is a row for each design and disaster, but for EC2's event from a dark region", () => {
  const { report, never } = shown;
  expect(report.rows.map(({ design, disaster }) => [disaster, design])).toEqual([
    ...designs.map(({ name }) => ["instance stopped", name]),
    ...designs.filter(({ name }) => name !== "EC2's event alone").map(({ name }) => ["region black", name]),
  ]);
  expect(never).toEqual([{ design: "EC2's event alone", disaster: "region black" }]);
});

test("percentiles are in their order, shares end with all, and the parts add up to about the median", () => {
  for (const { percentile1, median, percentile99, overBy, spent } of shown.report.rows) {
    expect(percentile1).toBeLessThanOrEqual(median);
    expect(median).toBeLessThanOrEqual(percentile99);
    expect(overBy.at(-1)).toBe(1);
    expect(overBy.at(-2)).toBeLessThan(1);
    expect(overBy.length - 1).toBeGreaterThanOrEqual(percentile99);
    const sum = spent.reduce((all, { seconds }) => all + seconds, 0);
    expect(Math.abs(sum - median)).toBeLessThan(4);
    for (const { seconds } of spent) expect(seconds).toBeGreaterThan(0);
  }
});

test("the limit is the larger of checks and boot, and the TTL", () => {
  for (const { checks, boot, seconds } of shown.limits) expect(seconds).toBeCloseTo(Math.max(checks, boot) + 30, 6);
  expect(shown.limits.map(({ disaster }) => disaster)).toEqual(["instance stopped", "region black"]);
});

test("every range that is drawn from is among the assumptions, with how it is known", () => {
  const { assumptions } = shown.report;
  expect(assumptions).toHaveLength(Object.keys(RANGES).length + 3);
  for (const { source } of assumptions) expect(source).toMatch(/^(documented|published|assumed|ours|file): /);
  expect(assumptions).toContainEqual(expect.objectContaining({ name: RANGES.pending.name, range: "5 to 12 s" }));
});

test("the table shows each row's numbers, what the medians are spent on, who is never saved, and the ranges", () => {
  const text = tableText(shown, paintFor({ isTTY: false }, undefined));
  const [first] = shown.report.rows;
  expect(text).toContain(`${first!.median.toFixed(1)} s`);
  expect(text).toMatch(/the classic recipe +\d+\.\d s +\d+\.\d s +\d+\.\d s/);
  expect(text).toMatch(/EC2's event alone +never/);
  expect(text).toMatch(/The limit, however soon it is noticed: \d+\.\d s/);
  for (const { name, range, source } of shown.report.assumptions) {
    expect(text).toContain(`${name}: ${range}`);
    expect(text).toContain(source);
  }
  expect(text).not.toContain(ESCAPE);
});

test("colours are for terminals, and not where NO_COLOR says so", () => {
  expect(tableText(shown, paintFor({ isTTY: true }, undefined))).toContain(ESCAPE);
  expect(tableText(shown, paintFor({ isTTY: true }, ""))).toContain(ESCAPE);
  expect(tableText(shown, paintFor({ isTTY: true }, "1"))).not.toContain(ESCAPE);
});
