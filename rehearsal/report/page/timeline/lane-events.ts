import type { Lane, Tone } from "../../report";
import { dataTable } from "../data-table";
import { type Html, html } from "../html";
import { counted, periodText, sinceText } from "../time-text";
import { emptyText } from "./lane-drawing";
import { TONE_WORDS } from "./tones";

interface Event {
  readonly at: number;
  readonly when: string;
  readonly tone: Tone;
  readonly label: string;
  readonly text: string;
}

/** Everything that the drawing shows, as tables, one a lane. `origin` in milliseconds of AWS time. */
export function laneEvents(lanes: readonly Lane[], origin: number): Html {
  const count = lanes.reduce((sum, { spans, moments }) => sum + spans.length + moments.length, 0);
  return html`<details class="lane-events"><summary>The timeline as text: ${counted(count, "event")}</summary>
${lanes.map((lane) => laneTable(lane, origin))}</details>`;
}

function laneTable(lane: Lane, origin: number): Html {
  const events = eventsOf(lane, origin);
  if (events.length === 0) return html`<p class="nothing"><b>${lane.name}</b>: ${emptyText(lane)}.</p>`;
  return dataTable({
    caption: lane.name,
    className: "events",
    columns: [{ title: "When" }, { title: "What" }, { title: "Means" }, { title: "In a sentence" }],
    rows: events.map(({ when, label, tone, text }) => ({ cells: [when, label, TONE_WORDS[tone], text] })),
  });
}

function eventsOf({ spans, moments }: Lane, origin: number): readonly Event[] {
  const lasting = spans.map(({ from, to, ...rest }) => ({ ...rest, at: from, when: periodText(from, to, origin) }));
  const sudden = moments.map((moment) => ({ ...moment, when: sinceText(moment.at, origin) }));
  return [...lasting, ...sudden].sort((a, b) => a.at - b.at);
}
