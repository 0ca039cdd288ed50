import { PALETTE } from "../../../../../rehearsal/report/page/style/palette";

/** What is drawn on what: axe does not look into drawings. */
const TEXTS = [
  ["ink", ["paper", "raised", "accent-tint", "accent-faint", "bad-tint", "bad-faint", "quiet-tint"]],
  ["muted", ["paper", "raised", "bad-faint"]],
  ["accent", ["paper", "bad-faint"]],
  ["bad", ["paper", "bad-faint"]],
] as const;
const SHAPES = [
  ["accent", ["paper", "accent-tint", "accent-faint"]],
  ["bad", ["paper", "bad-tint"]],
  ["quiet", ["paper", "quiet-tint"]],
  ["strong-line", ["paper"]],
] as const;

const schemes = [...PALETTE.matchAll(/color-scheme:(light|dark);([^}]*)/g)].map(([, name, colours]) => ({
  name,
  colours: new Map([...colours!.matchAll(/--([\w-]+):(#\w{6})/g)].map(([, key, value]) => [key!, value!])),
}));

describe.each(schemes)("in $name", ({ colours }) => {
  it.each([
    ["texts", 4.5, TEXTS],
    ["shapes", 3, SHAPES],
  ] as const)("%s have enough contrast: %d to 1", (_, least, pairs) => {
    const weak = pairs.flatMap(([front, backs]) =>
      backs
        .map((back) => ({ pair: `${front} on ${back}`, ratio: contrast(colours.get(front)!, colours.get(back)!) }))
        .filter(({ ratio }) => ratio < least),
    );
    expect(weak).toEqual([]);
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((index) => {
    const share = Number.parseInt(colour.slice(index, index + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
