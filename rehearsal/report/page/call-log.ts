import type { ScenarioReport } from "../report";
import { dataTable } from "./data-table";
import { type Html, html } from "./html";
import { counted, sinceText } from "./time-text";

/** More rows make a page that a phone cannot hold eighteen times; report.json has those beyond. */
const ROWS = 250;

/** Calls of AWS, oldest first. `origin` in milliseconds of AWS time. */
export function callLog({ calls, callsLeftOut }: ScenarioReport, origin: number): Html {
  if (calls.length + callsLeftOut === 0) return html`<p class="nothing">Nobody called AWS.</p>`;
  const shown = calls.slice(0, ROWS);
  const left = calls.length - shown.length;
  return html`<details class="call-log"><summary>Calls of AWS: ${calls.length + callsLeftOut}</summary>
${left > 0 && html`<p>The first ${ROWS} of ${calls.length}; the other ${left} are in report.json.</p>`}
${callsLeftOut > 0 && html`<p>${counted(callsLeftOut, "more call was", "more calls were")} made and not kept.</p>`}
${
  shown.length > 0 &&
  html`<div class="scroll" tabindex="0" role="group" aria-label="Calls of AWS">${dataTable({
    caption: html`<span class="unseen">Calls of AWS, oldest first</span>`,
    className: "call-rows",
    columns: [{ title: "When" }, { title: "Who" }, { title: "Region" }, { title: "Call" }, { title: "Answer" }],
    rows: shown.map(({ at, who, region, service, action, result }) => ({
      cells: [sinceText(at, origin), who, region, `${service} ${action}`, result],
    })),
  })}</div>`
}
</details>`;
}
