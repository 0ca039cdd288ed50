/**
 * Widths of characters as shares of the letters' size. The page is written before anybody knows which font will show it, so
 * these are of the widest that is usual as a system's own (DejaVu Sans and Verdana, to the next twentieth): what fits here fits
 * everywhere.
 */
const WIDTHS: readonly (readonly [pattern: RegExp, share: number])[] = [
  [/[ijlI.,:;'|! ]/, 0.4],
  [/[frt()[\]/\-"]/, 0.45],
  [/[mMW@%]/, 1],
  [/[w+=<>×−]/, 0.85],
  [/[A-Z&…]/, 0.8],
];
const OTHERS = 0.65;

/** The most that a text is wide, in the unit of `size`. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text)
    width += WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? (character > "ÿ" ? 1 : OTHERS);
  return width * size;
}
