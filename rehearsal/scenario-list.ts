import type { Scenario } from "./scenario";

/** For `--list`: each scenario with what it is for, and what must be true of it. */
export function scenarioList(scenarios: readonly Scenario[]): string {
  return scenarios
    .map(({ name, title, purpose, deployment, expectations }) =>
      [
        `${name}: ${title}`,
        `  ${purpose}`,
        ...(deployment === "as configured" ? [] : [`  Played on: the configuration, ${deployment}.`]),
        ...expectations.map(({ sentence, when }) => `  - ${when}: ${sentence}`),
      ].join("\n"),
    )
    .join("\n\n");
}
