import type { Tone } from "../../report";
import { type Html, html } from "../html";

/** What each tone says, in the order of the legend. */
export const TONE_WORDS: Readonly<Record<Tone, string>> = {
  good: "as on a quiet day",
  saved: "saved by the standby",
  changing: "on the way",
  bad: "down or refused",
  idle: "waiting on purpose",
};

/** What bars and marks are drawn with, once in a page: a pattern and a shape for each tone, told apart without colour. */
export function toneShapes(): Html {
  return html`<svg class="shapes" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="band-good" width="8" height="6" patternUnits="userSpaceOnUse"><path class="good" d="M0 5.25H8" stroke-width="1.5"/></pattern>
<pattern id="band-saved" width="8" height="6" patternUnits="userSpaceOnUse"><path class="saved" d="M0 3H8" stroke-width="6"/></pattern>
<pattern id="band-changing" width="6" height="6" patternUnits="userSpaceOnUse"><path class="changing" d="M-1 7L7 -1M-4 4L4 -4M2 10L10 2" stroke-width="1.6"/></pattern>
<pattern id="band-bad" width="6" height="6" patternUnits="userSpaceOnUse"><path class="bad" d="M0 0L6 6M6 0L0 6" stroke-width="1.6"/></pattern>
<pattern id="band-idle" width="7" height="6" patternUnits="userSpaceOnUse"><circle class="idle" cx="2.5" cy="3" r="1.3"/></pattern>
<g id="mark-good" class="mark good"><circle r="4.5"/></g>
<g id="mark-saved" class="mark saved"><path d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z"/></g>
<g id="mark-changing" class="mark changing"><path d="M0 -6L6 5H-6Z"/></g>
<g id="mark-bad" class="mark bad"><rect x="-5.5" y="-5.5" width="11" height="11" rx="1.5"/><path class="cross" d="M-2.8 -2.8L2.8 2.8M2.8 -2.8L-2.8 2.8"/></g>
<g id="mark-idle" class="mark idle"><circle class="ring" r="4.2"/></g>
</defs></svg>`;
}

/** A bar and a mark of each tone, with its words. */
export function legend(): Html {
  return html`<ul class="legend">${Object.entries(TONE_WORDS).map(
    ([tone, words]) => html`<li><svg width="58" height="22" aria-hidden="true" focusable="false">
<rect class="bar ${tone}" x="0.5" y="0.5" width="34" height="21" rx="2"/><rect x="0.5" y="15.5" width="34" height="6" fill="url(#band-${tone})"/>
<use href="#mark-${tone}" x="48" y="11"/></svg>${words}</li>`,
  )}</ul>`;
}
