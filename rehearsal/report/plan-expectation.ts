import type { ScenarioReport } from "./report";

/** What must be true after every scenario. */
const SENTENCE = "Terraform plans no changes afterwards";

/**
 * The report with one more expectation.
 * @param changes what Terraform would change, in words; undefined where nothing
 * @param repeat the one command that plays it again
 */
export function withPlan(report: ScenarioReport, changes: string | undefined, repeat: string): ScenarioReport {
  const held = changes === undefined;
  return {
    ...report,
    expectations: [...report.expectations, { sentence: SENTENCE, when: "at the end", held }],
    failure: report.failure ?? (held ? undefined : { expectation: SENTENCE, seen: changes, calls: [], repeat }),
  };
}
