import type { Span, Tone } from "../../report";
import type { TimeScale } from "./time-scale";

/** One or several spans as one bar. Pixels. */
export interface Bar {
  readonly left: number;
  readonly width: number;
  /** Spans of one lane that last at the same time stand one below the other. */
  readonly row: number;
  readonly tone: Tone;
  readonly spans: readonly Span[];
}

/** Narrower bars beside each other are drawn as one: nobody can tell them apart. */
const TOO_NARROW = 5;
/** A bar that stands alone is at least this wide, so that a second in an hour is seen. */
const NARROWEST = 3;

/** The spans of one lane as bars, in rows, each row in the order of time. */
export function barsOf(spans: readonly Span[], scale: TimeScale): readonly Bar[] {
  const end = scale.stretches.at(-1)!.to;
  return rowsOf(spans, end).flatMap((row, index) =>
    groupsOf(row, scale, end).map((group): Bar => {
      const left = scale.x(group[0]!.from);
      const right = Math.max(...group.map(({ to }) => scale.x(to ?? end)));
      const width = Math.max(right - left, NARROWEST);
      return {
        left: Math.min(left, scale.width - width),
        width,
        row: index,
        tone: toneOf(group),
        spans: group,
      };
    }),
  );
}

/** Each span in the first row that is free when it begins. */
function rowsOf(spans: readonly Span[], end: number): readonly (readonly Span[])[] {
  const rows: Span[][] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || (b.to ?? end) - (a.to ?? end))) {
    const free = rows.find((row) => (row.at(-1)!.to ?? end) <= span.from);
    if (free) free.push(span);
    else rows.push([span]);
  }
  return rows;
}

/** Spans that are drawn together: runs of narrow ones with no room between. */
function groupsOf(row: readonly Span[], scale: TimeScale, end: number): readonly (readonly Span[])[] {
  const groups: Span[][] = [];
  const isNarrow = ({ from, to }: Span) => scale.x(to ?? end) - scale.x(from) < TOO_NARROW;
  for (const span of row) {
    const last = groups.at(-1)?.at(-1);
    const touches = last !== undefined && scale.x(span.from) - scale.x(last.to ?? end) < TOO_NARROW;
    // A narrow bar is drawn wider than it lasted and would lie on its neighbour.
    if (touches && isNarrow(last) && isNarrow(span)) groups.at(-1)!.push(span);
    else groups.push([span]);
  }
  return groups;
}

/** A hundred short failures are no long one: with something between them, what is drawn as one goes to and fro. */
function toneOf(spans: readonly Span[]): Tone {
  const [first, ...rest] = spans;
  const isOneState = rest.every(({ tone, from }, index) => tone === first!.tone && from === spans[index]!.to);
  return isOneState ? first!.tone : "changing";
}

/** What several are, most frequent first: `45 × primary, 44 × nobody`, `ignites, commits`. */
export function groupText(items: readonly { readonly label: string }[]): string {
  const counts = new Map<string, number>();
  for (const { label } of items) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([label, count]) => (count === 1 ? label : `${count} × ${label}`))
    .join(", ");
}
