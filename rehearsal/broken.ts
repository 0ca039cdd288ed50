/** An expectation that did not hold: the scenario ends at this moment. */
export class Broken extends Error {
  override readonly name = "Broken";

  /**
   * @param expectation its sentence, or what was waited for
   * @param at AWS time in milliseconds since 1970-01-01 UTC
   * @param cause the error by which it was seen, if it was one
   */
  constructor(
    readonly expectation: string,
    readonly seen: string,
    readonly at: number,
    cause?: unknown,
  ) {
    super(`${expectation}: ${seen}`, { cause });
  }
}
