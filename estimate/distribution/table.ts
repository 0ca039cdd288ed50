import { DISASTERS, type Disaster } from "./primary";
import type { RecoveryTimeReport, RecoveryTimeRow } from "./report";

/** Makes text bold or pale where the terminal can. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly pale: (text: string) => string;
}

const plain = (text: string) => text;

/** https://no-color.org: any text in NO_COLOR but an empty one means none. */
export function paintFor({ isTTY }: { readonly isTTY?: boolean }, noColor: string | undefined): Paint {
  if (!isTTY || noColor) return { bold: plain, pale: plain };
  return { bold: (text) => `\x1b[1m${text}\x1b[22m`, pale: (text) => `\x1b[2m${text}\x1b[22m` };
}

const seconds = (value: number) => `${value.toFixed(1)} s`;
const COLUMN = 9;
const HEADINGS: Record<Disaster, string> = {
  "instance stopped": "When the primary's instance is stopped",
  "region black": "When the primary's region goes black",
};

/** The table for a terminal, with what the medians are spent on, what would be the limit, and every assumption. */
export function tableText(report: RecoveryTimeReport, { bold, pale }: Paint): string {
  const { designs, rows, configuration, workload, draws, seed, promised, assumptions } = report;
  const width = Math.max(...designs.map(({ name }) => name.length)) + 2;
  const cells = (values: readonly string[]) => values.map((value) => value.padStart(COLUMN)).join("");
  const line = (row: RecoveryTimeRow) =>
    `  ${row.design.padEnd(width)}${cells([row.percentile1, row.median, row.percentile99].map(seconds))}`;
  const lines = [
    bold(
      `Recovery time of ${configuration}, workload ${workload}, in AWS time: ${draws.toLocaleString("en-US")} draws a row, seed ${seed}`,
    ),
    `From the primary's last good answer to a client's first from the standby. Promised: ${promised} s.`,
  ];
  for (const disaster of DISASTERS) {
    lines.push("", bold(`${HEADINGS[disaster].padEnd(width + 2)}${cells(["1 %", "median", "99 %"])}`));
    const here = rows.filter((each) => each.disaster === disaster);
    for (const row of here) {
      lines.push(line(row));
      for (const { part, seconds: spent } of row.spent)
        lines.push(pale(`      ${seconds(spent).padStart(COLUMN - 2)}  ${part}`));
    }
    for (const { name } of designs.filter((design) => here.every((row) => row.design !== design.name)))
      lines.push(`  ${name.padEnd(width)}${cells(["never", "", ""])}`, pale("      nothing wakes the function"));
    const limit = here.find(({ design }) => design === designs[0]?.name)?.limit;
    if (limit)
      lines.push(
        `  The limit, however soon it is noticed: ${seconds(limit.seconds)} for whoever's resolver has just asked`,
        pale(
          `      the larger of checks (${seconds(limit.checks)}) and boot (${seconds(limit.boot)}), and the TTL (${limit.ttl} s)`,
        ),
      );
  }
  lines.push("", bold("What the designs are"));
  for (const { name, means } of designs) lines.push(`  ${name.padEnd(width)}${pale(means)}`);
  lines.push("", bold("Drawn evenly from these ranges"));
  for (const { name, range, source } of assumptions) lines.push(`  ${name}: ${range}`, pale(`      ${source}`));
  return `${lines.join("\n")}\n`;
}
