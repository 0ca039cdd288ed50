import type { RecoveryTimeReport } from "../recovery-time";
import type { Report } from "../report";
import { headline } from "./headline";
import { Html, html } from "./html";
import { noRecoveryTime } from "./recovery-time/absent";
import { recoveryTime } from "./recovery-time/recovery-time";
import { scenario } from "./scenario";
import { scenarioTable } from "./scenario-table";
import { STYLE } from "./style/style";
import { legend, toneShapes } from "./timeline/tones";
import { totalsOf } from "./verdict";
import { words } from "./words";

/**
 * The whole report as one page that asks for nothing from anywhere: no script, no font, no picture. `distribution`: of
 * the recovery time, where it was computed for what was rehearsed.
 */
export function pageOf(report: Report, distribution?: RecoveryTimeReport): string {
  const { passed, scenarios } = totalsOf(report);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${passed} of ${scenarios} passed: rehearsal of ${report.configuration}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${toneShapes()}
${headline(report)}
<main id="content" tabindex="-1">
${scenarioTable(report)}
${distribution ? recoveryTime(distribution) : noRecoveryTime(report)}
<section aria-labelledby="one-by-one">
<h2 id="one-by-one">${scenarios === 1 ? "What happened" : "The scenarios one by one"}</h2>
<p>Times are AWS time, in which this machine’s own work does not count. A bar lasts, a mark is a moment; each kind has its own pattern and shape:</p>
${legend()}
${words()}
${report.scenarios.map((each) => scenario(each, scenarios > 1))}
</section>
</main>
<footer>
<p>The same for programs: <a href="report.json">report.json</a>${
    distribution && html` and <a href="recovery-time.json">recovery-time.json</a>`
  }. Written <time datetime="${report.writtenAt}">${writtenText(report.writtenAt)}</time>.</p>
</footer>
</body>
</html>
`.text;
}

/** `2026-11-23 17:40 UTC`; what is no time stays as it is. */
function writtenText(writtenAt: string): string {
  const at = new Date(writtenAt);
  return Number.isNaN(at.getTime()) ? writtenAt : `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
