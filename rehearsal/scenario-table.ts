import type { ScenarioReport } from "./report/report";

/** A scenario's report, and how long it took on this machine. */
export interface TableRow {
  readonly report: ScenarioReport;
  /** Seconds of this machine. */
  readonly took: number;
}

const HEAD = [
  "scenario",
  "verdict",
  "worst",
  "median",
  "detected",
  "ignited",
  "booted",
  "DNS",
  "committed",
  "promised",
  "took",
] as const;

/** Seconds of AWS time, but for the last column; one line a scenario and workload, the first ones head and units. */
export function scenarioTable(rows: readonly TableRow[]): string {
  const cells = [[...HEAD], ...rows.flatMap(linesOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function linesOf({ report, took }: TableRow): string[][] {
  return report.workloads.map(({ name, numbers }) => {
    const { worstOutage, medianOutage, detected, ignited, booted, dnsTurned, committed, promised } = numbers;
    return [
      report.workloads.length > 1 ? `${report.name} (${name})` : report.name,
      report.failure ? "FAILED" : "passed",
      ...[worstOutage, medianOutage, detected, ignited, booted, dnsTurned, committed, promised].map(seconds),
      `${took.toFixed(0)} s`,
    ];
  });
}

/** What did not happen in this scenario has no time. */
const seconds = (value: number | undefined): string => (value === undefined ? "-" : `${value.toFixed(1)} s`);
