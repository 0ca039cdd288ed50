import type { Path, Problem, Warning } from "./problem";

/** `pilot-light.yaml:3  workloads[0].ttl: what is wrong. Given: …. Allowed: …. Did you mean …?` */
export function formatProblem(problem: Problem): string {
  const suggestion = problem.suggestion === undefined ? "" : ` Did you mean ${problem.suggestion}?`;
  return printable(
    `${where(problem)}${problem.what}. Given: ${problem.given}. Allowed: ${problem.allowed}.${suggestion}`,
  );
}

/** `pilot-light.yaml:3  workloads[0].ttl: what is unusual. Given: …. What to do.` */
export function formatWarning(warning: Warning): string {
  return printable(`${where(warning)}${warning.what}. Given: ${warning.given}. ${warning.advice}.`);
}

/** `workloads[0].healthCheck.port`; keys that are no plain words stand in brackets and quotes. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === "number") return `${text}[${segment}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(segment)) return `${text}[${JSON.stringify(segment)}]`;
    return text === "" ? segment : `${text}.${segment}`;
  }, "");
}

function where({ file, line, path }: Problem | Warning): string {
  return `${file}:${line}  ${path.length === 0 ? "" : `${pathText(path)}: `}`;
}

/** Control characters would let a file write its own escape sequences to the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
