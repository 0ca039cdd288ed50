import { type Paint, painter } from "../paint";
import { clockTime, printable } from "../wording";
import type { Line } from "./line";
import type { PreflightReport } from "./report";

const COLOUR = { ok: "green", warning: "yellow", failure: "red", unknown: "magenta" } as const;
const STATE_WIDTH = 9;
const INDENT = " ".repeat(STATE_WIDTH + 2);

/** All lines for a person, with a line end. Pure. */
export function screen(
  { workload, domain, region, at, count, passed, groups }: PreflightReport,
  colours: boolean,
): string {
  const paint = painter(colours);
  const verdict = passed ? "it should work tonight" : "do not rely on it tonight";
  const counted = `${count.ok} ok, ${count.warning} warning, ${count.failure} failure, ${count.unknown} unknown`;
  return [
    `${paint("bold", `${workload}: ${domain}, standby in ${region}`)}, ${clockTime(at)}`,
    ...groups.flatMap(({ name, lines }) => ["", paint("bold", name), ...lines.flatMap((line) => textOf(line, paint))]),
    "",
    paint(passed ? "green" : "red", `${counted}: ${verdict}.`),
    "",
  ].join("\n");
}

function textOf(line: Line, paint: Paint): string[] {
  const { state, title, why, found } = line;
  return [
    `  ${paint(COLOUR[state], state.padEnd(STATE_WIDTH))}${title}: ${printable(found)}`,
    paint("dim", `${INDENT}${why}`),
    ...(line.state === "ok" ? [] : [`${INDENT}Mend: ${line.mend}`]),
  ];
}
