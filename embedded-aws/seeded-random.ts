/**
 * Numbers in [0, 1) that look random and are the same for the same seed (mulberry32, by Tommy Ettinger, public domain).
 * @param seed a whole number of 32 bits
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A stream of its own for one part, begun by one number of another: who draws when from the one changes nothing in the
 * other, so that the order in which this machine answers its parts decides nothing.
 */
export const ownStream = (random: () => number): (() => number) => seededRandom(Math.floor(random() * 2 ** 32));
