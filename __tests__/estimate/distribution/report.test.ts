import { designsFor } from "../../../estimate/distribution/designs";
import { playDraws } from "../../../estimate/distribution/draws";
import { assumptionsOf, type RecoveryTimeReport, rowsOf } from "../../../estimate/distribution/report";
import { paintFor, tableText } from "../../../estimate/distribution/table";
import { RANGES } from "../../../estimate/ranges";
import type { RecoveryTimeReport as ReportThatThePageDraws } from "../../../rehearsal/report/recovery-time";
import { DEFAULTS } from "./played";

const DRAWS = { seed: 1, from: 0, to: 12 };
const designs = designsFor(DEFAULTS);
const ESCAPE = "\x1b";

async function played(): Promise<RecoveryTimeReport> {
  const all = await playDraws(designs, DRAWS);
  return {
    version: 2,
    configuration: "pilot-light.yaml",
    workload: "www",
    draws: DRAWS.to,
    seed: DRAWS.seed,
    promised: 113,
    designs: designs.map(({ name, means }) => ({ name, means })),
    rows: rowsOf(designs, all),
    assumptions: assumptionsOf(DEFAULTS),
  };
}

let report: RecoveryTimeReport;
beforeAll(async () => {
  report = await played();
});

test("the report is what the rehearsal's page draws, and the page draws no more", () => {
  const drawn: ReportThatThePageDraws = report;
  const written: RecoveryTimeReport = drawn;
  expect(written).toBe(report);
});

test("there is a row for each design and disaster, but for EC2's event from a dark region", () => {
  expect(report.rows.map(({ design, disaster }) => [disaster, design])).toEqual([
    ...designs.map(({ name }) => ["instance stopped", name]),
    ...designs.filter(({ name }) => name !== "EC2's event alone").map(({ name }) => ["region black", name]),
  ]);
});

test("percentiles are in their order, shares end with all, and the parts add up to about the median", () => {
  for (const { percentile1, median, percentile99, overBy, spent } of report.rows) {
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

test("the limit of each row is the larger of its design's checks and boot, and its TTL", () => {
  for (const { limit } of report.rows)
    expect(limit.seconds).toBeCloseTo(Math.max(limit.checks, limit.boot) + limit.ttl, 6);
  const limits = new Map(report.rows.map(({ design, limit }) => [design, limit]));
  expect(limits.get("Pilot Light")!.ttl).toBe(30);
  expect(limits.get("TTL 10, threshold 2")!.ttl).toBe(10);
  expect(limits.get("the classic recipe")!.checks).toBeGreaterThan(limits.get("Pilot Light")!.checks + 30);
});

test("every range that is drawn from is among the assumptions, with how it is known", () => {
  const { assumptions } = report;
  expect(assumptions).toHaveLength(Object.keys(RANGES).length + 3);
  for (const { source } of assumptions) expect(source).toMatch(/^(documented|published|assumed|ours|file): /);
  expect(assumptions).toContainEqual(expect.objectContaining({ name: RANGES.pending.name, range: "5 to 12 s" }));
});

test("the table shows each row's numbers, what the medians are spent on, who is never saved, and the ranges", () => {
  const text = tableText(report, paintFor({ isTTY: false }, undefined));
  const [first] = report.rows;
  expect(text).toContain(`${first!.median.toFixed(1)} s`);
  expect(text).toMatch(/the classic recipe +\d+\.\d s +\d+\.\d s +\d+\.\d s/);
  expect(text).toMatch(/EC2's event alone +never/);
  expect(text).toMatch(/The limit, however soon it is noticed: \d+\.\d s/);
  expect(text).toMatch(/the larger of checks \(\d+\.\d s\) and boot \(\d+\.\d s\), and the TTL \(30 s\)/);
  for (const { means } of report.designs) expect(text).toContain(means);
  for (const { name, range, source } of report.assumptions) {
    expect(text).toContain(`${name}: ${range}`);
    expect(text).toContain(source);
  }
  expect(text).not.toContain(ESCAPE);
});

test("colours are for terminals, and not where NO_COLOR says so", () => {
  expect(tableText(report, paintFor({ isTTY: true }, undefined))).toContain(ESCAPE);
  expect(tableText(report, paintFor({ isTTY: true }, ""))).toContain(ESCAPE);
  expect(tableText(report, paintFor({ isTTY: true }, "1"))).not.toContain(ESCAPE);
});
