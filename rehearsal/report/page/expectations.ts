import type { ExpectationReport, FailureReport } from "../report";
import { commandOf } from "./command";
import { type Content, Html, html } from "./html";
import { counted } from "./time-text";

const PARTS = ["during", "at the end"] as const;

/** What had to be true, and whether it was. */
export function expectationsOf(expectations: readonly ExpectationReport[]): Html {
  return html`<h4>What had to be true</h4>
<div class="expectations">${PARTS.map((when) => {
    const those = expectations.filter((expectation) => expectation.when === when);
    return (
      those.length > 0 &&
      html`<div><h5>${when === "during" ? "All the time" : "At the end"}</h5><ul>${those.map(
        ({ sentence, held }) => html`<li class="${classOf(held)}">${sentence}<span> ${wordOf(held)}</span></li>`,
      )}</ul></div>`
    );
  })}</div>`;
}

function classOf(held: boolean | undefined): string {
  return held === undefined ? "unknown" : held ? "held" : "not-held";
}

function wordOf(held: boolean | undefined): string {
  return held === undefined ? "not looked at" : held ? "held" : "not held";
}

/** Everything that somebody needs who wants to know why, and to see it again. */
export function failureOf(failure: FailureReport | undefined): Content {
  return (
    failure &&
    html`<div class="failure">
<h4><span aria-hidden="true">✕ </span>What failed</h4>
${failureDetails(failure, true)}
</div>`
  );
}

/** `open`: whether the calls are shown at once; where many fail, they would part the failures from each other. */
export function failureDetails({ expectation, seen, calls, repeat }: FailureReport, open: boolean): Html {
  return html`<dl><dt>Expected</dt><dd>${expectation}</dd><dt>Seen</dt><dd class="as-written">${seen}</dd><dt>To repeat it</dt><dd>${commandOf(
    repeat,
  )}</dd></dl>
${
  calls.length > 0 &&
  html`<details class="last-calls"${open && new Html(" open")}><summary>The last ${counted(calls.length, "call")} of AWS around it</summary>
<pre class="calls">${calls.join("\n")}</pre></details>`
}`;
}
