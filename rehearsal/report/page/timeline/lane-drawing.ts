import type { Lane } from "../../report";
import { type Content, type Html, html } from "../html";
import { percent } from "../percent";
import { periodText, sinceText } from "../time-text";
import { type Bar, barsOf, groupText } from "./bars";
import { type Mark, marksOf } from "./marks";
import { textWidth } from "./text-width";
import type { TimeScale } from "./time-scale";

/** Pixels. The letters are this high on every screen: the drawing is made for a width, and stretches without them. */
export const LETTERS = 12;
const PADDING = 9;
const NAME = 20;
const BAR = 24;
const BAR_GAP = 4;
/** The pattern at a bar's foot; its label stands above it. */
const BAND = 6;
const INSIDE_BAR = 6;
const MARK = 20;
const LABEL = 16;
/** A lane in which nothing happened says so. */
const EMPTY = 18;

/** What all lanes of a drawing have in common. */
export interface Drawing {
  readonly scale: TimeScale;
  /** What times are counted from, in milliseconds. */
  readonly origin: number;
  /**
   * On a narrow screen the lane's name stands above its bars, and elsewhere to the left of them. Only there is a pointer that
   * could rest on a bar and read its sentence.
   */
  readonly namesAbove: boolean;
}

/** A lane from `top` on, and how high it is. Across, everything is a share of the drawing's width. */
export function drawLane(lane: Lane, top: number, drawing: Drawing): { readonly svg: Html; readonly height: number } {
  const { scale, namesAbove } = drawing;
  const bars = barsOf(lane.spans, scale);
  const marks = marksOf(lane.moments, scale, LETTERS);
  const barsTop = top + PADDING + (namesAbove ? NAME : 0);
  const barRows = Math.max(-1, ...bars.map(({ row }) => row)) + 1;
  const marksTop = barsTop + barRows * (BAR + BAR_GAP);
  const labelRows = Math.max(-1, ...marks.map(({ label }) => label?.row ?? -1)) + 1;
  const marksHeight = marks.length === 0 ? 0 : MARK + labelRows * LABEL;
  const content = barRows * (BAR + BAR_GAP) + marksHeight;
  const height = barsTop - top + Math.max(content, EMPTY) + PADDING;
  const name = namesAbove
    ? html`<text class="lane-name" x="0" y="${top + PADDING + 12}">${lane.name}</text>`
    : html`<text class="lane-name" x="-14" y="${barsTop + (barRows > 0 ? 16 : 14)}" text-anchor="end">${lane.name}</text>`;
  const empty = content === 0 && html`<text class="label empty" x="6" y="${barsTop + 14}">${emptyText(lane)}</text>`;
  const svg = html`<g data-lane="${lane.name}">${name}${empty}
${bars.map((bar) => drawBar(bar, barsTop, drawing))}${marks.map((mark) => drawMark(mark, marksTop, drawing))}</g>
`;
  return { svg, height };
}

/** What is to be said of a lane in which nothing happened. */
export function emptyText({ name }: Pick<Lane, "name">): string {
  return name === "people" ? "no message was sent" : "nothing happened";
}

/** A share of the drawing's width. */
export function across(pixels: number, { width }: TimeScale): string {
  return percent(pixels / width, 3);
}

function drawBar(bar: Bar, barsTop: number, { scale, origin, namesAbove }: Drawing): Html {
  const y = barsTop + bar.row * (BAR + BAR_GAP);
  const [x, width] = [across(bar.left, scale), across(bar.width, scale)];
  const { spans } = bar;
  const [first, last] = [spans[0]!, spans.at(-1)!];
  const isOne = spans.length === 1;
  const labels = isOne ? [first.label] : [groupText(spans), `${spans.length} ×`];
  const label = labels.find((text) => textWidth(text, LETTERS) + 2 * INSIDE_BAR <= bar.width);
  const said = `${periodText(first.from, last.to, origin)}: ${isOne ? first.text : groupText(spans)}`;
  const title = !namesAbove && html`<title>${said}</title>`;
  return html`<g data-count="${spans.length}">${title}<rect class="bar ${bar.tone}" x="${x}" y="${y}" width="${width}" height="${BAR}" rx="2"/><rect x="${x}" y="${y + BAR - BAND}" width="${width}" height="${BAND}" fill="url(#band-${bar.tone})"/>${
    label !== undefined && html`<text class="in-bar" x="${x}" dx="${INSIDE_BAR}" y="${y + 13.5}">${label}</text>`
  }</g>
`;
}

function drawMark({ x, tone, moments, label }: Mark, top: number, { scale, origin, namesAbove }: Drawing): Html {
  const share = across(x, scale);
  const y = top + MARK / 2 - 1;
  const count = moments.length;
  const said = moments.map(({ at, text }) => `${sinceText(at, origin)}: ${text}`).join("\n");
  const title = !namesAbove && html`<title>${said}</title>`;
  return html`<g data-count="${count}">${title}${
    label && labelOf(label, share, top)
  }<use href="#mark-${tone}" x="${share}" y="${y}"/></g>
`;
}

function labelOf({ text, row, anchor }: NonNullable<Mark["label"]>, share: string, top: number): Content {
  const y = top + MARK + row * LABEL;
  return html`<line class="leader" x1="${share}" x2="${share}" y1="${top + MARK / 2}" y2="${y + 2}"/><text class="label" x="${share}" y="${y + 12}"${anchor === "end" && html` text-anchor="end"`}>${text}</text>`;
}
