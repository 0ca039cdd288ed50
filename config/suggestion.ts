import { distance } from "fastest-levenshtein";

/** One wrong letter in four, but always two: `htlm` and `tll` are slips, `zone` for `ttl` is not. */
const LETTERS_PER_SLIP = 4;
const SLIPS_ALWAYS_FORGIVEN = 2;

/** The candidate that was probably meant, or undefined where none is near. Letter case does not count. */
export function nearest(given: string, candidates: readonly string[]): string | undefined {
  const forgiven = Math.max(SLIPS_ALWAYS_FORGIVEN, Math.floor(given.length / LETTERS_PER_SLIP));
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: distance(given.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= forgiven && slips < candidate.length)
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.candidate;
}
