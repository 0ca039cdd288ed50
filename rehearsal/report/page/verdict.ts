import type { ExpectationReport, Report, ScenarioReport } from "../report";

/** Whether all that had to be true was. What was never looked at counts against it: nobody may take it for proved. */
export function passed({ failure, expectations }: ScenarioReport): boolean {
  return failure === undefined && expectations.every(({ held }) => held === true);
}

/** What the headline counts. */
export interface Totals {
  readonly scenarios: number;
  readonly passed: number;
  readonly expectations: number;
  readonly held: number;
  /** Seconds of AWS time. */
  readonly rehearsed: number;
}

export function totalsOf({ scenarios }: Report): Totals {
  const expectations = scenarios.flatMap((scenario): readonly ExpectationReport[] => scenario.expectations);
  return {
    scenarios: scenarios.length,
    passed: scenarios.filter(passed).length,
    expectations: expectations.length,
    held: expectations.filter(({ held }) => held === true).length,
    rehearsed: scenarios.reduce((sum, { begunAt, endedAt }) => sum + (endedAt - begunAt) / 1_000, 0),
  };
}

/** Where a scenario stands on the page. */
export function anchorOf({ name }: ScenarioReport): string {
  return `scenario-${encodeURIComponent(name)}`;
}
