import type { ScenarioReport, WorkloadReport } from "../report";
import { callLog } from "./call-log";
import { expectationsOf, failureOf } from "./expectations";
import { type Html, html } from "./html";
import { messagesOf } from "./messages";
import { numbersOf } from "./numbers";
import { verdict } from "./scenario-table";
import { laneEvents } from "./timeline/lane-events";
import { originOf, timeline } from "./timeline/timeline";
import { anchorOf, passed } from "./verdict";

/** One scenario: what was at stake, whether it held, and everything that shows it. `amongOthers`: there is a table to go back to. */
export function scenario(report: ScenarioReport, amongOthers: boolean): Html {
  const anchor = anchorOf(report);
  const origin = originOf(report);
  return html`<article id="${anchor}" class="${passed(report) ? "passed" : "failed"}" aria-labelledby="${anchor}-title">
<header><h3 id="${anchor}-title">${report.title}</h3><p>${verdict(report)} <code>${report.name}</code></p></header>
<p class="purpose">${report.purpose}</p>
${failureOf(report.failure)}
${expectationsOf(report.expectations)}
${report.workloads.map((workload, index) => workloadOf(report, workload, `${anchor}-${index}`, origin))}
${callLog(report, origin)}
${amongOthers && html`<p class="up"><a href="#all-scenarios">All scenarios</a></p>`}
</article>
`;
}

function workloadOf(report: ScenarioReport, workload: WorkloadReport, id: string, origin: number): Html {
  return html`<div class="workload-part">
<h4>What users of <span class="domain">${workload.domain}</span> saw</h4>
${numbersOf(workload.numbers, report.struckAt !== undefined, passed(report))}
${timeline(report, workload, `${id}-timeline`)}
${laneEvents(workload.lanes, origin)}
${messagesOf(workload.messages, origin)}
</div>`;
}
