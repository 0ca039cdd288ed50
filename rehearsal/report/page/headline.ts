import type { Report, ScenarioReport } from "../report";
import { commandOf } from "./command";
import { failureDetails } from "./expectations";
import { type Content, type Html, html } from "./html";
import { counted, durationText } from "./time-text";
import { anchorOf, passed, type Totals, totalsOf } from "./verdict";

/** The verdict first, then what was run and how to run it again. */
export function headline(report: Report): Html {
  const totals = totalsOf(report);
  return html`<header class="headline">
<p class="product"><svg class="flame" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false"><path d="M12 2c.6 4-4.6 6.4-4.6 11.2A5 5 0 0 0 12 22a5 5 0 0 0 4.6-8.8c-.3-1.7-1.3-2.7-1.8-4.2-.6 1.200-.6 2-1.600 2.800C13.400 8.600 13.600 5 12 2Z"/></svg>Pilot Light: the rehearsal</p>
<h1>${verdictText(totals)}</h1>
${failed(report)}
<dl class="figures">
<div><dt>Scenarios passed</dt><dd>${totals.passed}<span> of ${totals.scenarios}</span></dd></div>
<div><dt>Expectations held</dt><dd>${totals.held}<span> of ${totals.expectations}</span></dd></div>
<div><dt>Rehearsed</dt><dd>${durationText(Math.round(totals.rehearsed))}<span> of AWS time</span></dd></div>
</dl>
<p>What <code>${report.configuration}</code> deploys, rehearsed on an AWS embedded in this machine and judged by users who know only the site’s name. To play the same again (seed ${report.seed}):</p>
${commandOf(report.command)}
</header>`;
}

function verdictText({ scenarios, passed }: Totals): string {
  if (scenarios === 0) return "No scenario was played.";
  if (scenarios === 1) return passed === 1 ? "The scenario passed." : "The scenario failed.";
  return `${passed} of ${scenarios} scenarios passed.`;
}

function failed({ scenarios }: Report): Content {
  const failures = scenarios.filter((scenario) => !passed(scenario));
  if (failures.length === 0) return undefined;
  return html`<div class="failed">${
    scenarios.length > 1 && html`<p><b>${counted(failures.length, "scenario")} did not:</b></p>`
  }<ul>${failures.map(
    (scenario) =>
      html`<li><a href="#${anchorOf(scenario)}">${scenario.title}</a>${
        scenario.failure ? failureDetails(scenario.failure, failures.length === 1) : notLookedAt(scenario)
      }</li>`,
  )}</ul></div>`;
}

/** Without a failure, what is missing is a look: the run ended before it. */
function notLookedAt({ expectations }: ScenarioReport): Html {
  const missing = expectations.filter(({ held }) => held !== true).map(({ sentence }) => sentence);
  return html`<p>Not looked at: ${missing.join("; ")}.</p>`;
}
