import { PROBLEM_CODES } from "../../config/problem";
import { problemsOf } from "./loaded-text";
import { workload } from "./problem-cases/case";
import { names } from "./problem-cases/names";
import { settings } from "./problem-cases/settings";
import { shape } from "./problem-cases/shape";
import { sites } from "./problem-cases/sites";
import { theFile } from "./problem-cases/the-file";

const REFUSED = Object.entries({ ...theFile, ...shape, ...names, ...settings, ...sites }).flatMap(([code, cases]) =>
  cases.map(([refuses, text, at, what, more]) => ({ code, refuses, text, at, what, ...more })),
);

describe("a configuration file", () => {
  test.each(REFUSED)("refuses $refuses ($code)", ({ code, text, others, at, what, suggestion }) => {
    const { problems, summary } = problemsOf(text, others);
    expect(summary).toEqual([`${code} ${at}`]);
    expect(problems[0]?.what).toContain(what);
    expect(problems[0]?.suggestion).toBe(suggestion);
    expect(problems[0]?.allowed).not.toBe("");
  });

  test("can be refused for every problem that there is, and for no other", () => {
    const provoked = REFUSED.flatMap(({ text, others }) => problemsOf(text, others).problems.map(({ code }) => code));
    expect([...new Set(provoked)].sort()).toEqual([...PROBLEM_CODES].sort());
  });

  test("is told all of its problems at once, in the order of their lines", () => {
    const text = [
      "workloads:",
      "  - domain: www.other.dev",
      "    hostedZone: pilot.dev",
      "    tll: 30",
      "    healthCheck: {interval: 20, threshold: 11}",
      "    standby: {userData: start.sh}",
      "alerts: [ops@pilot.dev, Ops@pilot.dev]",
      "regions: {primary: us-east-1}",
      "state: {bucket: 1}",
    ].join("\n");
    expect(problemsOf(text).summary).toEqual([
      "domain-outside-zone 2 workloads[0].domain",
      "unknown-key 4 workloads[0].tll",
      "not-a-choice 5 workloads[0].healthCheck.interval",
      "out-of-range 5 workloads[0].healthCheck.threshold",
      "user-data-missing 6 workloads[0].standby.userData",
      "duplicate-alert 7 alerts[1]",
      "same-region-twice 8 regions",
      "wrong-type 9 state.bucket",
    ]);
  });

  test("is shown the line of the anchor where a shared value is wrong", () => {
    const text = workload("primary: &site", "  instanceType: micro", "standby: *site");
    expect(problemsOf(text).summary).toEqual([
      "invalid-instance-type 5 workloads[0].primary.instanceType",
      "invalid-instance-type 5 workloads[0].standby.instanceType",
    ]);
  });

  test("is not told consequences of a mistake that has been told", () => {
    const unsound = [
      "workloads:",
      "  - {domain: a..b, hostedZone: pilot.dev, runtime: nodejs24.x, healthCheck: {protocol: TCP, port: 8080}}",
      "  - {domain: a..b, hostedZone: pilot.dev, primary: {ami: ubuntu}, standby: {userData: 1}}",
      "  - {domain: b.pilot.dev, hostedZone: pilot.dev, standby: {userData: 1, ami: 1}, primary: {userData: 1}, healthCheck: {port: 81}}",
      "alerts: [1]",
      "awsProvider: latest",
      "regions: {primary: us-east1, standby: us-east1}",
    ].join("\n");
    expect(new Set(problemsOf(unsound).problems.map(({ code }) => code))).toEqual(
      new Set([
        "invalid-domain",
        "not-a-choice",
        "invalid-ami",
        "wrong-type",
        "invalid-provider-range",
        "unknown-region",
      ]),
    );
  });
});
