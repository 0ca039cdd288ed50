import { seededRandom } from "../../embedded-aws/seeded-random";
import type { Range } from "../ranges";
import { between } from "../uniform";

/**
 * One draw of the dice. Each thing that is drawn has a stream of its own by its name, so that two designs that are struck
 * by the same draw meet the same checkers, ticks and boots, and differ only in what they do.
 */
export class Luck {
  constructor(
    private readonly seed: number,
    private readonly draw: number,
  ) {}

  /** Numbers in [0, 1), the same ones for the same name. */
  stream(name: string): () => number {
    return seededRandom(hash(name, Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(this.draw + 1, 0x85ebca6b)));
  }

  /** One of a range, in milliseconds. */
  within(range: Range): number {
    return between(range, this.stream(range.name)());
  }
}

/** FNV-1a. */
function hash(text: string, begin: number): number {
  let mixed = begin ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return mixed >>> 0;
}
