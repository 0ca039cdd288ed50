import type { Moment, Tone } from "../../report";
import { groupText } from "./bars";
import { textWidth } from "./text-width";
import type { TimeScale } from "./time-scale";

/** One or several moments as one mark. Pixels. */
export interface Mark {
  readonly x: number;
  readonly tone: Tone;
  readonly moments: readonly Moment[];
  /** Below the marks, in the first row (0) that has room; absent where no row has. */
  readonly label?: { readonly text: string; readonly row: number; readonly anchor: "start" | "end" } | undefined;
}

/** A mark is 12 wide; closer ones would touch. */
const APART = 14;
/** Rows of labels; more would part a lane from its marks. */
const ROWS = 6;
/** Pixels free around a label, and around the line that leads to it. */
const GAP = 6;
/** A longer label is nobody's first look; the text beside the drawing has it whole. */
const LONGEST_LABEL = 44;
/** Where the drawing itself is narrow, what fits into it. Shares of the letters' size. */
const USUAL_LETTER = 0.65;
/** Marks of one lane that say the same: of more than these, the first says it for all. */
const SAID_OFTEN = 3;

/** The moments of one lane as marks in the order of time; `size`: of the labels' letters, in pixels. */
export function marksOf(moments: readonly Moment[], scale: TimeScale, size: number): readonly Mark[] {
  const groups: Moment[][] = [];
  let begin = Number.NEGATIVE_INFINITY;
  for (const moment of [...moments].sort((a, b) => a.at - b.at)) {
    const x = scale.x(moment.at);
    if (x - begin < APART) groups.at(-1)!.push(moment);
    else {
      groups.push([moment]);
      begin = x;
    }
  }
  return labelled(
    groups.map((group) => ({ x: scale.x(group[0]!.at), tone: toneOf(group), moments: group })),
    scale.width,
    size,
  );
}

/** The worst of them: a mark must not hide what went wrong. */
const WORST_FIRST: readonly Tone[] = ["bad", "saved", "changing", "good", "idle"];

function toneOf(moments: readonly Moment[]): Tone {
  return WORST_FIRST.find((tone) => moments.some((moment) => moment.tone === tone))!;
}

/**
 * From right to left, so that a label stands below those that come after it, and the line that leads down to it crosses no
 * label.
 */
function labelled(marks: readonly Mark[], width: number, size: number): readonly Mark[] {
  const taken: (readonly [left: number, right: number])[][] = Array.from({ length: ROWS }, () => []);
  const isFree = (row: number, left: number, right: number) =>
    taken[row]!.every(([takenLeft, takenRight]) => right + GAP <= takenLeft || takenRight + GAP <= left);
  const longest = Math.min(LONGEST_LABEL, Math.floor(width / (USUAL_LETTER * size)));
  const labels = labelsOf(marks, longest);
  const place = (mark: Mark): Mark => {
    const text = labels.get(mark);
    if (text === undefined) return mark;
    const wide = textWidth(text, size);
    const fitsRight = mark.x + wide <= width;
    if (!fitsRight && mark.x < wide) return mark;
    const [left, right] = fitsRight ? [mark.x, mark.x + wide] : [mark.x - wide, mark.x];
    for (let row = 0; row < ROWS; row++) {
      if (isFree(row, left, right)) {
        taken[row]!.push([left, right]);
        for (let above = 0; above < row; above++) taken[above]!.push([mark.x - 1, mark.x + 1]);
        return { ...mark, label: { text, row, anchor: fitsRight ? "start" : "end" } };
      }
      // The line to a lower row would cross what stands here.
      if (!isFree(row, mark.x - 1, mark.x + 1)) return mark;
    }
    return mark;
  };
  return [...marks].reverse().map(place).reverse();
}

/** What each mark says; what many would say, the first says once, with their number. */
function labelsOf(marks: readonly Mark[], longest: number): ReadonlyMap<Mark, string> {
  const alike = new Map<string, Mark[]>();
  for (const mark of marks) {
    const key = [...new Set(mark.moments.map(({ label }) => label))].sort().join("\n");
    alike.set(key, [...(alike.get(key) ?? []), mark]);
  }
  return new Map(
    [...alike.values()].flatMap((same): readonly (readonly [Mark, string])[] =>
      same.length > SAID_OFTEN
        ? [
            [
              same[0]!,
              labelOf(
                same.flatMap(({ moments }) => moments),
                longest,
              ),
            ],
          ]
        : same.map((mark) => [mark, labelOf(mark.moments, longest)]),
    ),
  );
}

function labelOf(moments: readonly Moment[], longest: number): string {
  const text = groupText(moments);
  if (text.length <= longest || moments.length === 1) return shortened(text, longest);
  const more = ` and ${moments.length - 1} more`;
  return `${shortened(headOf(moments[0]!.label), longest - more.length)}${more}`;
}

/** Without what only explains the rest: `stopped` of `stopped: by an operator`. */
function headOf(text: string): string {
  return text.split(/: | \(|; /)[0]!;
}

/** Its head, or else up to the last word that fits. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = headOf(text);
  if (head.length <= longest) return head;
  const words = text.slice(0, longest).replace(/\s+\S*$/, "");
  return `${words.slice(0, longest - 1)}…`;
}
