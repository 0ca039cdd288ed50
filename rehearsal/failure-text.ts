import type { ScenarioReport } from "./report/report";

/** For a person at a terminal: which expectation, what was seen, the last calls around it, and how to see it again. */
export function failureText({ name, title, failure }: ScenarioReport): string {
  if (!failure) return "";
  const { expectation, seen, calls, repeat } = failure;
  return [
    `${name}: ${title}`,
    `  expected: ${expectation}`,
    `  seen:     ${seen.replaceAll("\n", "\n            ")}`,
    "  the last calls of AWS, in seconds of AWS time since the disaster:",
    ...calls.map((call) => `    ${call}`),
    `  again:    ${repeat}`,
  ].join("\n");
}
