import type { RecoveryTimeReport, RecoveryTimeRow } from "../../recovery-time";
import { type Html, html } from "../html";
import { percent } from "../percent";
import { durationText } from "../time-text";
import { markPlaces } from "./mark-places";

/** Pixels. The curves stretch with the screen, their letters and lines do not. */
const HEIGHT = 230;
/** Of the narrowest screen: what stands apart there stands apart everywhere. */
const WIDTH = 272;
const TOP = 24;
const BOTTOM = 26;

/** The axis ends here even if another design takes longer, as a multiple of this design's 99th percentile. */
const LONGEST = 4;
/** Room after the last 99th percentile. */
const ROOM = 1.06;

/** Seconds between ticks. */
const STEPS = [10, 20, 30, 60, 120, 300, 600];
const TICKS = 6;

/** The shares that the table tells. */
const SHARES = [0, 0.5, 0.99];

/** Line patterns of the other designs, told apart without colour. */
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "4 2", "12 4", "1 4", "8 3 2 3 2 3"];

/** How many outages are over by when, a curve for each design; the first is this design. */
export function curvesOf(
  disaster: RecoveryTimeRow["disaster"],
  report: RecoveryTimeReport,
  designs: readonly string[],
): Html {
  const rows = report.rows.filter((row) => row.disaster === disaster);
  const last = lastSecond(report);
  const id = `curves-${disaster.replace(" ", "-")}`;
  const places = markPlaces(
    rows.map(({ overBy }) => overBy.map((share, second) => ({ x: (second / last) * WIDTH, y: HEIGHT * (1 - share) }))),
    WIDTH,
  );
  const numeralOf = ({ design }: RecoveryTimeRow) => designs.indexOf(design);
  // This design lies on top.
  const drawn = rows.map((row, index) => ({ row, place: places[index] })).reverse();
  return html`<figure class="curves"><figcaption>${disaster === "instance stopped" ? "The primary’s instance stops" : "The primary’s region goes black"}</figcaption>
<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-text" height="${TOP + HEIGHT + BOTTOM}" focusable="false">
<title id="${id}-title">Share of outages that are over by each second: ${disaster}</title>
<desc id="${id}-text">${rows.map(({ design, median, percentile99 }) => `${design}: half are over after ${durationText(median)}, 99 % after ${durationText(percentile99)}. `)}</desc>
${SHARES.map(
  (share) =>
    html`<line class="grid" x1="0" x2="100%" y1="${yOf(share)}" y2="${yOf(share)}"/><text class="tick" x="-8" y="${yOf(share) + 4}" text-anchor="end">${Math.round(share * 100)} %</text>`,
)}
${ticks(last).map(
  (second) =>
    html`<text class="tick" x="${percent(second / last)}" y="${TOP + HEIGHT + 18}" text-anchor="${second === 0 ? "start" : "middle"}">${second === 0 ? "0" : `${second} s`}</text>`,
)}
${promise(report.promised, last)}
<svg y="${TOP - 2}" width="100%" height="${HEIGHT + 4}" viewBox="0 ${-(2 / HEIGHT) * 1_000} ${last} ${(1 + 4 / HEIGHT) * 1_000}" preserveAspectRatio="none">${drawn.map(({ row }) => curve(row, numeralOf(row), last))}</svg>
${drawn.map(({ row, place }) => place && numeral(numeralOf(row), percent(place.x / WIDTH), TOP + place.y))}
</svg></figure>`;
}

/** A piece of a design's line with its number, for the table. */
export function lineSample(index: number): Html {
  return html`<svg class="sample" width="52" height="18" aria-hidden="true" focusable="false"><line class="curve ${nameOf(index)}" x1="0" x2="52" y1="9" y2="9" stroke-dasharray="${dashOf(index)}"/>${numeral(index, "26", 9)}</svg>`;
}

function curve({ overBy }: RecoveryTimeRow, index: number, last: number): Html {
  const points = overBy.slice(0, Math.ceil(last) + 1).map((share, second) => `${second} ${round((1 - share) * 1_000)}`);
  const end = overBy.length <= last ? ` H${last}` : "";
  return html`<path class="curve ${nameOf(index)}" d="M${points.join("L")}${end}" stroke-dasharray="${dashOf(index)}" vector-effect="non-scaling-stroke"/>`;
}

function numeral(index: number, x: string, y: number): Html {
  return html`<g class="numeral ${nameOf(index)}"><circle cx="${x}" cy="${round(y)}" r="8"/><text x="${x}" y="${round(y + 4)}" text-anchor="middle">${index + 1}</text></g>`;
}

function promise(promised: number, last: number): Html {
  const x = percent(promised / last);
  const isLate = promised > last * 0.7;
  if (promised > last) return html``;
  return html`<line class="promised" x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${TOP + HEIGHT}"/><text class="flag promised" x="${x}" y="12" text-anchor="${isLate ? "end" : "start"}">promised</text>`;
}

function lastSecond({ rows, promised }: RecoveryTimeReport): number {
  const ours = rows.filter(({ design }) => design === rows[0]?.design).map(({ percentile99 }) => percentile99);
  const all = rows.map(({ percentile99 }) => percentile99).filter(Number.isFinite);
  return Math.ceil(Math.min(Math.max(...all, promised, 1) * ROOM, Math.max(...ours, promised, 1) * LONGEST));
}

function ticks(last: number): readonly number[] {
  const step = STEPS.find((seconds) => last / seconds <= TICKS) ?? STEPS.at(-1)!;
  return Array.from({ length: Math.floor((last * 0.97) / step) + 1 }, (_, index) => index * step);
}

function nameOf(index: number): string {
  return index === 0 ? "ours" : "theirs";
}

function dashOf(index: number): string {
  return index === 0 ? "" : DASHES[(index - 1) % DASHES.length]!;
}

function yOf(share: number): number {
  return round(TOP + HEIGHT * (1 - share));
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
