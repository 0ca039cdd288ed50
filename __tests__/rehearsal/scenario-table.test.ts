import { failureText } from "../../rehearsal/failure-text";
import { withPlan } from "../../rehearsal/report/plan-expectation";
import type { ScenarioReport } from "../../rehearsal/report/report";
import { scenarioTable } from "../../rehearsal/scenario-table";

const report = (given: Partial<ScenarioReport> = {}): ScenarioReport => ({
  name: "blip",
  title: "A blip",
  purpose: "Nothing must happen.",
  begunAt: 0,
  endedAt: 1,
  expectations: [],
  workloads: [
    {
      name: "www",
      domain: "www.example.com",
      numbers: { promised: 100, worstOutage: 73.08, medianOutage: 65, detected: 3.3 },
      lanes: [],
      messages: [],
    },
  ],
  calls: [],
  callsLeftOut: 0,
  ...given,
});

const FAILURE = {
  expectation: "nothing is committed",
  seen: "the lock\nwas written",
  calls: ["+1.0 s  x"],
  repeat: "npm start -- y",
};

test("the table has a line for each scenario, and no number for what did not happen", () => {
  const rows = [
    { report: report(), took: 21.4 },
    { report: report({ name: "flapping", failure: FAILURE }), took: 100 },
  ];
  expect(scenarioTable(rows).split("\n")).toEqual([
    "scenario  verdict   worst  median  detected  ignited  booted  DNS  committed  promised   took",
    "blip      passed   73.1 s  65.0 s     3.3 s        -       -    -          -   100.0 s   21 s",
    "flapping  FAILED   73.1 s  65.0 s     3.3 s        -       -    -          -   100.0 s  100 s",
  ]);
});

test("a failure names the expectation, what was seen, the calls before it and the command that plays it again", () => {
  expect(failureText(report({ failure: FAILURE }))).toBe(
    `blip: A blip
  expected: nothing is committed
  seen:     the lock
            was written
  the last calls of AWS, in seconds of AWS time since the disaster:
    +1.0 s  x
  again:    npm start -- y`,
  );
});

test("what Terraform would change afterwards fails a scenario that has not failed yet", () => {
  const changed = withPlan(report(), "www-standby: update aws_instance.site", "npm start -- y");
  expect(changed.expectations).toEqual([
    { sentence: "Terraform plans no changes afterwards", when: "at the end", held: false },
  ]);
  expect(changed.failure).toMatchObject({ seen: "www-standby: update aws_instance.site", repeat: "npm start -- y" });
  expect(withPlan(report({ failure: FAILURE }), "something", "").failure).toBe(FAILURE);
  expect(withPlan(report(), undefined, "").failure).toBeUndefined();
});
