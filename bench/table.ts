import { type Comparison, isMissed, type Measurement, type Unit } from "./comparison";

/** Digits after the point that still say something. */
const DIGITS: Record<Unit, number> = { s: 2, ms: 0, "ms per workload": 1, MB: 0, KB: 0, times: 2 };

const INDENT = "  ";
const GAP = "   ";

const COLOR = { bold: 1, red: 31, green: 32 } as const;
type Paint = (color: keyof typeof COLOR, text: string) => string;

/**
 * All comparisons in one table, a line a measurement, each ended by a line break.
 *
 * @param colored whether it goes to a terminal that shows colors
 */
export function tableText(comparisons: readonly Comparison[], colored: boolean): string {
  const paint: Paint = (color, text) => (colored ? `\u001b[${COLOR[color]}m${text}\u001b[0m` : text);
  const rows = comparisons.flatMap(({ measurements }) => measurements.map(cells));
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (measurement: Measurement) => {
    const [what, value, limit] = cells(measurement);
    const columns = [what.padEnd(widths[0]!), value.padStart(widths[1]!), limit.padEnd(widths[2]!)];
    return `${INDENT}${columns.join(GAP)}${GAP}${verdict(measurement, paint)}`.trimEnd();
  };
  const sections = comparisons.map(({ title, measurements }) =>
    [paint("bold", title), ...measurements.map(line), ""].join("\n"),
  );
  return sections.join("\n");
}

function cells({ what, value, unit, limit }: Measurement): [what: string, value: string, limit: string] {
  return [what, quantity(value, unit), limit === undefined ? "" : `limit ${quantity(limit, unit)}`];
}

function quantity(value: number, unit: Unit): string {
  const number = value.toFixed(DIGITS[unit]);
  return unit === "times" ? `${number} x` : `${number} ${unit}`;
}

function verdict(measurement: Measurement, paint: Paint): string {
  if (measurement.limit === undefined) return "";
  return isMissed(measurement) ? paint("red", "MISSED") : paint("green", "met");
}
