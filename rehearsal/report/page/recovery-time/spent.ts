import type { RecoveryTimeRow } from "../../recovery-time";
import { dataTable } from "../data-table";
import { type Html, html } from "../html";
import { percent } from "../percent";
import { secondsData } from "../time-text";

/** What the median outage is spent on: each part begins where the one before it ends. */
export function spentOn({ design, disaster, median, spent }: RecoveryTimeRow): Html {
  const total = Math.max(
    spent.reduce((sum, { seconds }) => sum + seconds, 0),
    1,
  );
  let begun = 0;
  return dataTable({
    caption: html`${design}, ${disaster}: ${secondsData(median)} in the median`,
    className: "spent",
    columns: [{ title: "Part" }, { title: "Time", kind: "number" }, { title: "In its place" }],
    rows: spent.map(({ part, seconds }) => {
      const left = percent(begun / total);
      begun += seconds;
      const bar =
        seconds > 0 &&
        html`<span class="waterfall" aria-hidden="true"><span style="margin-left:${left};width:${percent(seconds / total)}"></span></span>`;
      return { cells: [part, secondsData(seconds), bar] };
    }),
  });
}
