import { afterResult, type CheckerState, NEW_CHECKER } from "../../../embedded-aws/health-checks/checker-state";

const after = (from: CheckerState, results: string, threshold: number) =>
  [...results].reduce((state, result) => afterResult(state, result === "+", threshold), from);
const UNHEALTHY: CheckerState = { healthy: false, contradictions: 0 };

test("a checker that knows nothing yet counts as healthy", () => {
  expect(NEW_CHECKER.healthy).toBe(true);
});

test.each([
  ["--", 3, true],
  ["---", 3, false],
  ["--+--", 3, true],
  ["--+---", 3, false],
  ["-", 1, false],
  ["---------", 10, true],
  ["----------", 10, false],
])("a healthy endpoint with results %s and threshold %i stays healthy: %s", (results, threshold, healthy) => {
  expect(after(NEW_CHECKER, results, threshold).healthy).toBe(healthy);
});

test.each([
  ["++", 3, false],
  ["+++", 3, true],
  ["++-++", 3, false],
  ["+", 1, true],
])("an unhealthy endpoint with results %s and threshold %i becomes healthy: %s", (results, threshold, healthy) => {
  expect(after(UNHEALTHY, results, threshold).healthy).toBe(healthy);
});
