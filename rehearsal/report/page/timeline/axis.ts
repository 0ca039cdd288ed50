import type { ScenarioReport } from "../../report";
import { type Content, type Html, html } from "../html";
import { across, LETTERS } from "./lane-drawing";
import { textWidth } from "./text-width";
import { ticksOf } from "./ticks";
import type { TimeScale } from "./time-scale";

/** Pixels: a row for what the vertical lines stand for, and one for the times. */
const FLAGS = 18;
const TIMES = 20;
const GAP = 10;

/** The axis above the lanes; its lines run behind them, down to `bottom`. */
export interface Axis {
  readonly height: number;
  draw(bottom: number): Html;
}

interface Flag {
  readonly className: string;
  readonly x: number;
  readonly text: string;
}

/** `origin` in milliseconds of AWS time, `promised` in seconds after the disaster. */
export function drawAxis(scale: TimeScale, origin: number, scenario: ScenarioReport, promised: number): Axis {
  const height = FLAGS + TIMES;
  const ticks = ticksOf(scale, origin, LETTERS);
  const flags = flagsOf(scale, scenario, promised);
  const vertical = (x: number, className: string, bottom: number, from = height) =>
    html`<line class="${className}" x1="${across(x, scale)}" x2="${across(x, scale)}" y1="${from}" y2="${bottom}"/>`;
  return {
    height,
    draw: (bottom) => html`${enlargedPart(scale, height, bottom)}${ticks.map(({ x }) => vertical(x, "grid", bottom))}
${ticks.map(
  ({ x, label, anchor }) =>
    html`<text class="tick" x="${across(x, scale)}" y="${FLAGS + 13}" text-anchor="${anchor}">${label}</text>`,
)}
${flags.map(({ x, className }) => vertical(x, className, bottom, height - 4))}${flagTexts(flags, scale)}`,
  };
}

/** A thick line on the axis, and where it begins and ends a dotted one through the lanes. */
function enlargedPart({ enlarged, ...scale }: TimeScale, y: number, bottom: number): Content {
  if (enlarged === undefined) return undefined;
  const [left, right] = [enlarged.stretch.left, enlarged.stretch.right].map((x) => across(x, scale));
  const seams = [left, right].map((x) => html`<line class="seam" x1="${x}" x2="${x}" y1="${y}" y2="${bottom}"/>`);
  return html`${seams}<line class="enlarged" x1="${left}" x2="${right}" y1="${y - 1}" y2="${y - 1}"/>`;
}

function flagsOf(scale: TimeScale, { struckAt, endedAt }: ScenarioReport, promised: number): readonly Flag[] {
  if (struckAt === undefined) return [];
  const disaster = { className: "disaster", x: scale.x(struckAt), text: "disaster" };
  const due = struckAt + promised * 1_000;
  return due > endedAt ? [disaster] : [disaster, { className: "promised", x: scale.x(due), text: "promised" }];
}

/** A flag whose text would lie on the one before it has none: the line, and the numbers beside the drawing, say it too. */
function flagTexts(flags: readonly Flag[], scale: TimeScale): Content {
  let end = Number.NEGATIVE_INFINITY;
  return flags.map(({ x, text, className }) => {
    const wide = textWidth(text, LETTERS);
    const left = x + wide > scale.width ? x - wide : x;
    if (left < end + GAP) return undefined;
    end = left + wide;
    const anchor = left < x ? "end" : "start";
    return html`<text class="flag ${className}" x="${across(x, scale)}" y="12" text-anchor="${anchor}">${text}</text>`;
  });
}
