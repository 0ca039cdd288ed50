/** A broken product, and how a scenario found it. */
export interface Catch {
  readonly scenario: string;
  /** Completes "where …". */
  readonly wrong: string;
  /** The expectation that it contradicts. */
  readonly caughtBy: string;
  /** Seconds of AWS time from the disaster to the contradiction. */
  readonly seconds: number;
}

/** Characters: an expectation may list all messages, and a table is read in a terminal. */
const LONGEST_CELL = 90;

const HEAD = ["scenario", "where", "caught by", "after"] as const;

/** One line a catch; the first one heads. */
export function catchTable(catches: readonly Catch[]): string {
  const lines = [HEAD, ...catches.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

const cells = ({ scenario, wrong, caughtBy, seconds }: Catch) =>
  [scenario, wrong, caughtBy, `${seconds.toFixed(0)} s`].map(short);

const short = (text: string) => (text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text);
