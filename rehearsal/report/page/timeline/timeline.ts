import { LANES, type Lane, type ScenarioReport, type WorkloadReport } from "../../report";
import { type Html, html } from "../html";
import { counted, durationText, sinceText } from "../time-text";
import { drawAxis } from "./axis";
import { drawLane } from "./lane-drawing";
import { type TimeScale, timeScale } from "./time-scale";

/**
 * A timeline is drawn twice and CSS shows the one that suits the screen: letters of a drawing that only shrinks could not be
 * read on a phone. Widths in pixels, of the narrowest screen that shows it: 360 less the margins, and 1040 less the margins and
 * the lanes' names (style/timeline.ts).
 */
const DRAWINGS = [
  { className: "narrow", width: 320, namesAbove: true },
  { className: "wide", width: 820, namesAbove: false },
] as const;

/** What is shown around the answer to a disaster when it is enlarged: seconds before it, and a share of it afterwards. */
const BEFORE_S = 15;
const AFTER = 0.3;
/** Of an answer that users hardly felt, at least this much is shown. Seconds. */
const AT_LEAST_S = 60;
/** The enlarged part ends at a time that can be said. Seconds. */
const ROUND_S = 10;

/** What happened to a workload, as a drawing with a lane each; `id`: unique in the page. */
export function timeline(scenario: ScenarioReport, workload: WorkloadReport, id: string): Html {
  const lanes = LANES.flatMap((name) => workload.lanes.filter((lane) => lane.name === name));
  const origin = originOf(scenario);
  const extent = {
    from: scenario.begunAt,
    to: scenario.endedAt,
    focus: focusOf(scenario, workload),
    events: lanes.flatMap(eventsOf),
  };
  const scales = DRAWINGS.map(({ width }) => timeScale(extent, width));
  return html`<figure class="timeline">
${DRAWINGS.map(({ className, namesAbove }, index) => {
  const scale = scales[index]!;
  const drawn = `${id}-${className}`;
  const axis = drawAxis(scale, origin, scenario, workload.numbers.promised);
  let top = axis.height;
  const drawings = lanes.map((lane) => {
    const { svg, height } = drawLane(lane, top, { scale, origin, namesAbove });
    const line = html`<line class="between" x1="0" x2="100%" y1="${top}" y2="${top}"/>`;
    top += height;
    return [line, svg];
  });
  return html`<svg class="${className}" role="img" aria-labelledby="${drawn}-title" aria-describedby="${drawn}-text" height="${top}" focusable="false">
<title id="${drawn}-title">Timeline of ${workload.name}: ${scenario.title}</title>
<desc id="${drawn}-text">${description(scenario, lanes)}</desc>
${axis.draw(top)}${drawings}</svg>
`;
})}
<figcaption>${caption(scenario, scales[1]!, origin)}</figcaption>
</figure>`;
}

/** What a scenario's times are counted from: the disaster, or its begin where there is none. */
export function originOf({ struckAt, begunAt }: ScenarioReport): number {
  return struckAt ?? begunAt;
}

/** From the disaster to the end of what users and the controller made of it. */
function focusOf({ struckAt, endedAt }: ScenarioReport, { numbers }: WorkloadReport) {
  if (struckAt === undefined) return undefined;
  const { worstOutage, detected, ignited, booted, dnsTurned, committed } = numbers;
  const answered = [worstOutage, detected, ignited, booted, dnsTurned, committed].map((seconds) => seconds ?? 0);
  const seconds = Math.ceil((Math.max(AT_LEAST_S, ...answered) * (1 + AFTER)) / ROUND_S) * ROUND_S;
  return { from: struckAt - BEFORE_S * 1_000, to: Math.min(struckAt + seconds * 1_000, endedAt) };
}

function eventsOf({ spans, moments }: Lane): readonly number[] {
  return [...spans.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])), ...moments.map(({ at }) => at)];
}

function description({ begunAt, endedAt }: ScenarioReport, lanes: readonly Lane[]): string {
  const events = lanes.map(({ name, spans, moments }) => `${name} ${spans.length + moments.length}`);
  return `${durationText((endedAt - begunAt) / 1_000)} of AWS time. Events in each lane: ${events.join(", ")}. All of them are listed below the drawing.`;
}

function caption(scenario: ScenarioReport, { enlarged }: TimeScale, origin: number): Html {
  const since = scenario.struckAt === undefined ? "since the scenario began" : "since the disaster";
  const all = durationText((scenario.endedAt - scenario.begunAt) / 1_000);
  if (enlarged === undefined) return html`AWS time ${since}; ${all} in all.`;
  const { stretch, factor } = enlarged;
  const times = factor < 10 ? Number(factor.toFixed(1)) : Math.round(factor);
  return html`AWS time ${since}; ${all} in all. The part under the thick line, from ${sinceText(stretch.from, origin)} to ${sinceText(
    stretch.to,
    origin,
  )}, is drawn ${counted(times, "time")} as large as the rest.`;
}
