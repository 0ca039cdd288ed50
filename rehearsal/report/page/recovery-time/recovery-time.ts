import type { RecoveryTimeReport, RecoveryTimeRow } from "../../recovery-time";
import { dataTable } from "../data-table";
import { type Content, type Html, html } from "../html";
import { secondsData } from "../time-text";
import { curvesOf, lineSample } from "./curves";
import { limitsOf } from "./limits";
import { spentOn } from "./spent";

const DISASTERS: readonly RecoveryTimeRow["disaster"][] = ["instance stopped", "region black"];

/** The recovery time as a distribution: curves, numbers, what the time is spent on, and what all of it assumes. */
export function recoveryTime(report: RecoveryTimeReport): Html {
  const designs = report.designs.map(({ name }) => name);
  return html`<section aria-labelledby="recovery-time">
<h2 id="recovery-time">Recovery time, as a distribution</h2>
<p>${report.draws.toLocaleString("en")} outages of each kind, drawn from the ranges below (seed ${report.seed}) for <code>${
    report.configuration
  }</code>, workload ${report.workload}, and played with the code that is deployed. A curve shows how many of them are over by each second since the disaster. The deployment promises ${secondsData(report.promised)}: of 100 outages 99 are over by then, whichever of the two disasters it is.</p>
<div class="panels">${DISASTERS.map((disaster) => curvesOf(disaster, report, designs))}</div>
${table(report)}
<h3>What the median outage is spent on</h3>
<p>Two chains run side by side: somebody notices and the standby starts and boots; the checkers turn, the name servers hear of it, and the resolver forgets. An outage is spent on what the slower one is doing. These are the means of the tenth of outages round the median: where parts of both chains stand below each other, in some outages the one was slower and in some the other.</p>
<div class="panels">${report.rows.filter(({ design }) => design === designs[0]).map(spentOn)}</div>
${
  designs.length > 1 &&
  html`<details class="other-designs"><summary>The same for the other designs</summary><div class="panels">${report.rows
    .filter(({ design }) => design !== designs[0])
    .map(spentOn)}</div></details>`
}
${limitsOf(report)}
<h3>What this assumes</h3>
<p>Each time is drawn evenly from its range. Documented: AWS documents it as a limit. Published: somebody measured it, AWS promises nothing. Assumed: nobody says, and the source says why it is thought so. Ours: this project’s code keeps it. File: the configuration says it.</p>
${dataTable({
  caption: html`<span class="unseen">Assumptions and their sources</span>`,
  className: "assumptions",
  columns: [{ title: "What" }, { title: "Range" }, { title: "Source" }],
  rows: report.assumptions.map(({ name, range, source }) => ({ cells: [name, range, marked(source)] })),
})}
</section>`;
}

function table({ designs, rows }: RecoveryTimeReport): Html {
  return dataTable({
    caption: "Median and 99th percentile of the outage, and the limit of what any trigger could reach",
    className: "designs",
    columns: [
      { title: "Design" },
      ...DISASTERS.flatMap((disaster) => [
        { title: `${capitalized(disaster)}: median`, kind: "number" as const },
        { title: `${capitalized(disaster)}: 99 %`, kind: "number" as const },
        { title: `${capitalized(disaster)}: limit`, kind: "number" as const },
      ]),
    ],
    rows: designs.map(({ name, means }, index) => ({
      className: index === 0 ? "ours" : "theirs",
      cells: [
        html`<span class="design">${lineSample(index)}<span>${name}<span class="means">${means}</span></span></span>`,
        ...DISASTERS.flatMap((disaster) => {
          const row = rows.find((each) => each.design === name && each.disaster === disaster);
          return [secondsOr(row?.median), secondsOr(row?.percentile99), secondsOr(row?.limit.seconds)];
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
