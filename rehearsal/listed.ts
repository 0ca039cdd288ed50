const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** In a sentence: `www, shop and legacy`. */
export const listed = (things: readonly string[]): string => conjunction.format(things);
