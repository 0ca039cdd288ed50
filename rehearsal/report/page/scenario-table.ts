import type { Report, ScenarioReport, WorkloadReport } from "../report";
import { dataTable } from "./data-table";
import { type Content, type Html, html } from "./html";
import { MEANINGS, NUMBERS, numberContent } from "./numbers";
import { anchorOf, passed } from "./verdict";

/** All scenarios at a glance, one row for each workload of each. */
export function scenarioTable({ scenarios }: Report): Html {
  const rows = scenarios.flatMap((scenario) =>
    scenario.workloads.length === 0
      ? [rowOf(scenario, undefined)]
      : scenario.workloads.map((workload) => rowOf(scenario, workload)),
  );
  return html`<section aria-labelledby="all-scenarios">
<h2 id="all-scenarios">${scenarios.length === 1 ? "At a glance" : "All scenarios"}</h2>
<p>Outages are as users saw them: from the last good answer to the first that lasts. The other times count from the disaster.</p>
<p class="meanings">${MEANINGS}</p>
${dataTable({
  caption: html`<span class="unseen">Verdict and times of every scenario</span>`,
  className: "overview",
  columns: [
    { title: "Scenario" },
    { title: "Verdict" },
    ...NUMBERS.map(({ title }) => ({ title, kind: "number" as const })),
  ],
  rows,
})}
</section>`;
}

function rowOf(scenario: ScenarioReport, workload: WorkloadReport | undefined) {
  const several = scenario.workloads.length > 1 && workload !== undefined;
  const name = html`<a href="#${anchorOf(scenario)}">${scenario.title}</a>${
    several && html`<span class="workload">${workload.name}</span>`
  }`;
  const numbers: Content[] = NUMBERS.map(({ key }) => [
    numberContent(workload?.numbers[key]),
    key === "worstOutage" && workload && isBeyond(workload) && html`<span class="beyond">more than promised</span>`,
  ]);
  return { className: passed(scenario) ? "passed" : "failed", cells: [name, verdict(scenario), ...numbers] };
}

/** The scenario says why, where it passed all the same. */
function isBeyond({ numbers: { worstOutage, promised } }: WorkloadReport): boolean {
  return worstOutage > promised;
}

/** In words and with a sign, and only then in a colour. */
export function verdict(scenario: ScenarioReport): Html {
  return passed(scenario)
    ? html`<span class="verdict passed"><span aria-hidden="true">✓</span> passed</span>`
    : html`<span class="verdict failed"><span aria-hidden="true">✕</span> failed</span>`;
}
