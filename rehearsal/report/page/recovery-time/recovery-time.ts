import type { RecoveryTimeReport, RecoveryTimeRow } from "../../recovery-time";
import { dataTable } from "../data-table";
import { type Content, type Html, html } from "../html";
import { secondsData } from "../time-text";
import { curvesOf, lineSample } from "./curves";
import { spentOn } from "./spent";

const DISASTERS: readonly RecoveryTimeRow["disaster"][] = ["instance stopped", "region black"];

/** The recovery time as a distribution: curves, numbers, what the time is spent on, and what all of it assumes. */
export function recoveryTime(report: RecoveryTimeReport): Html {
  const designs = [...new Set(report.rows.map(({ design }) => design))];
  return html`<section aria-labelledby="recovery-time">
<h2 id="recovery-time">Recovery time, as a distribution</h2>
<p>${report.draws.toLocaleString("en")} outages of each kind, drawn from documented ranges (seed ${report.seed}) for <code>${
    report.configuration
  }</code>. A curve shows how many of them are over by each second since the disaster. The deployment promises ${secondsData(report.promised)}.</p>
<div class="panels">${DISASTERS.map((disaster) => curvesOf(disaster, report, designs))}</div>
${table(report, designs)}
<h3>What the median outage is spent on</h3>
<div class="panels">${report.rows.filter(({ design }) => design === designs[0]).map(spentOn)}</div>
${
  designs.length > 1 &&
  html`<details><summary>The same for the other designs</summary><div class="panels">${report.rows
    .filter(({ design }) => design !== designs[0])
    .map(spentOn)}</div></details>`
}
<h3>What this assumes</h3>
${dataTable({
  caption: html`<span class="unseen">Assumptions and their sources</span>`,
  className: "assumptions",
  columns: [{ title: "What" }, { title: "Range" }, { title: "Source" }],
  rows: report.assumptions.map(({ name, range, source }) => ({ cells: [name, range, marked(source)] })),
})}
</section>`;
}

function table({ rows }: RecoveryTimeReport, designs: readonly string[]): Html {
  return dataTable({
    caption: "Median and 99th percentile of the outage",
    className: "designs",
    columns: [
      { title: "Design" },
      ...DISASTERS.flatMap((disaster) => [
        { title: `${capitalized(disaster)}: median`, kind: "number" as const },
        { title: `${capitalized(disaster)}: 99 %`, kind: "number" as const },
      ]),
    ],
    rows: designs.map((design, index) => ({
      className: index === 0 ? "ours" : "theirs",
      cells: [
        html`<span class="design">${lineSample(index)}<span>${design}</span></span>`,
        ...DISASTERS.flatMap((disaster) => {
          const row = rows.find((each) => each.design === design && each.disaster === disaster);
          return [secondsOr(row?.median), secondsOr(row?.percentile99)];
        }),
      ],
    })),
  });
}

/** A design without a row for a disaster never saves users from it. */
function secondsOr(seconds: number | undefined): Content {
  return seconds === undefined ? html`<span class="absent">never</span>` : secondsData(seconds);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text with its addresses as links, and what stands in backticks as code. */
function marked(text: string): Content {
  return text.split(/(https:\/\/[^\s)]+|`[^`]+`)/).map((part) => {
    if (part.startsWith("https://")) return html`<a href="${part}">${part}</a>`;
    return part.startsWith("`") ? html`<code>${part.slice(1, -1)}</code>` : part;
  });
}
