import { formatProblem, formatWarning, pathText } from "../../config/problem-text";
import { configurationOf, problemsOf, SMALLEST } from "./loaded-text";

describe("the text of a problem", () => {
  test("says file, line, path, what is wrong, the value given, what is allowed, and what was probably meant", () => {
    const { problems } = problemsOf(SMALLEST.replace("alerts:", "    failback: autmatic\nalerts:"));
    expect(problems.map(formatProblem)).toEqual([
      "team/pilot-light.yaml:5  workloads[0].failback: this is none of the choices. Given: autmatic. Allowed: manual or automatic. Did you mean automatic?",
    ]);
  });

  test("has no path where the file as a whole is wrong, and no question where nothing resembles the value", () => {
    expect(problemsOf("").problems.map(formatProblem)).toEqual([
      "team/pilot-light.yaml:1  the file says nothing. Given: nothing. Allowed: at least `workloads` and `alerts`.",
    ]);
  });

  test("shortens a long value", () => {
    const { problems } = problemsOf(SMALLEST.replace("ops@pilot.dev", "x".repeat(1_000)));
    expect(problems[0]?.given).toBe(`${"x".repeat(60)}…`);
  });

  test("shows mappings and lists by their kind", () => {
    expect(problemsOf("workloads: {a: b}\nalerts: [[a]]").problems.map(({ given }) => given)).toEqual([
      "a mapping",
      "a list",
    ]);
  });

  test("lets no escape sequence through to the terminal", () => {
    const { problems } = problemsOf(SMALLEST.replace("ops@pilot.dev", "red\u001b[31m"));
    expect(formatProblem(problems[0]!)).toContain("Given: red\\u001b[31m.");
  });
});

describe("the text of a warning", () => {
  test("says file, line, path, what is unusual, the value given, and what to do", () => {
    const text = `${SMALLEST.replace("alerts:", "    ttl: 300\nalerts:")}state: {bucket: pilot-state}`;
    expect(configurationOf(text).warnings.map(formatWarning)).toEqual([
      "team/pilot-light.yaml:5  workloads[0].ttl: resolvers may send users to a dead site for 300 s more. Given: 300. Set it to 60 or less.",
    ]);
  });
});

test("a path shows list positions, and keys that are no plain words in quotes", () => {
  expect(pathText(["workloads", 0, "healthCheck", "port"])).toBe("workloads[0].healthCheck.port");
  expect(pathText(["tags", "cost:center"])).toBe('tags["cost:center"]');
  expect(pathText([])).toBe("");
});
