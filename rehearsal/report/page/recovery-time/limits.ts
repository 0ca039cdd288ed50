import type { RecoveryTimeReport } from "../../recovery-time";
import { dataTable } from "../data-table";
import { type Content, html } from "../html";
import { secondsData } from "../time-text";

/** What the deployed design could not be faster than, whatever woke it, and what that is made of. */
export function limitsOf({ designs, rows }: RecoveryTimeReport): Content {
  const deployed = rows.filter(({ design }) => design === designs[0]?.name);
  return (
    deployed.length > 0 &&
    html`<h3>How fast it could be at best</h3>
<p>However soon somebody notices, two things take their time side by side: the checks, until every name server answers the standby, and the standby’s start and boot. The limit is the larger of the two, plus the TTL: for so long does a resolver keep the old answer that asked just before the disaster. Whose resolver asked earlier waits less, so a median may be below the limit.</p>
${dataTable({
  caption: html`<span class="unseen">The limit of ${designs[0]?.name}, and what it is made of</span>`,
  className: "limits",
  columns: [
    { title: "Disaster" },
    { title: "Checks", kind: "number" },
    { title: "Start and boot", kind: "number" },
    { title: "TTL", kind: "number" },
    { title: "Limit", kind: "number" },
  ],
  rows: deployed.map(({ disaster, limit: { checks, boot, ttl, seconds } }) => ({
    cells: [disaster, ...[checks, boot, ttl, seconds].map(secondsData)],
  })),
})}`
  );
}
