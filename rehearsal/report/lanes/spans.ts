import type { Change } from "../../world/track";
import type { Period } from "../played";
import type { Span } from "../report";

/** How a bar looks and reads. */
export type Look = Omit<Span, "from" | "to">;

/**
 * Bars for what something was, one from each change to the next; changes that look alike are one bar.
 * @param begunAt when the scenario began: what is older begins there, and so does what was first looked at a second later
 * @param endedAt the last bar has no end, but for one that would begin after it
 */
export function spansOf<Value>(
  changes: readonly Change<Value>[],
  { begunAt, endedAt }: Period,
  lookOf: (value: Value) => Look,
): readonly Span[] {
  const spans: Span[] = [];
  for (const [index, { at, value }] of changes.entries()) {
    const to = changes[index + 1]?.at;
    if (at > endedAt || (to !== undefined && to <= begunAt)) continue;
    const look = lookOf(value);
    const last = spans.at(-1);
    if (last && last.tone === look.tone && last.label === look.label && last.text === look.text)
      spans[spans.length - 1] = { ...last, to };
    else spans.push({ from: spans.length === 0 ? begunAt : at, to, ...look });
  }
  return spans.map((span) => (span.to !== undefined && span.to >= endedAt ? { ...span, to: undefined } : span));
}
