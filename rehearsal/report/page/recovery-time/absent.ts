import { asTyped } from "../../../repeat-command";
import type { Report } from "../../report";
import { commandOf } from "../command";
import { type Html, html } from "../html";

/** In the chapter's place, where nothing was computed for what was rehearsed: how one gets it. */
export function noRecoveryTime({ configuration, scenarios }: Report): Html {
  const [workload] = scenarios.flatMap(({ workloads }) => workloads);
  const chosen = workload === undefined ? [] : ["--workload", workload.name];
  const args = ["--config", configuration, ...chosen].map(asTyped);
  return html`<section aria-labelledby="recovery-time">
<h2 id="recovery-time">Recovery time, as a distribution</h2>
<p>What stands above are single outages. How long ten thousand of them take was not computed for <code>${configuration}</code> as it is here. <code>npm start -- --all</code> does it beside the scenarios; so does this, in some twenty seconds, and the next report has it:</p>
${commandOf(`npm run recovery-time -- ${args.join(" ")}`)}
</section>`;
}
