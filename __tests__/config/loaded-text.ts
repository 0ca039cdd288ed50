import { type Loaded, loadConfiguration } from "../../config/load";
import { formatProblem, pathText } from "../../config/problem-text";

/** The name under which the tests' texts are loaded. */
export const FILE = "team/pilot-light.yaml";

export const SMALLEST = `
workloads:
  - domain: www.pilot.dev
    hostedZone: pilot.dev
alerts:
  - ops@pilot.dev
`;

/** What stands beside the configuration: bytes or text, or the error that reading it throws. */
export type OtherFiles = Record<string, string | Uint8Array | NodeJS.ErrnoException>;

/** Loads a text as if it stood in `FILE`, with the demonstration's user data in its place. */
export function loadText(text: string | Uint8Array, others: OtherFiles = {}): Loaded {
  const files: OtherFiles = { "user-data/demo.sh": "#!/bin/bash\n", [FILE]: text, ...others };
  return loadConfiguration(FILE, (path) => {
    const content = files[path] ?? systemError("ENOENT");
    if (content instanceof Error) throw content;
    return Buffer.from(content);
  });
}

/** An error as node:fs throws it. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: refused by the test`), { code });
}

/** The configuration of a text that must be valid. */
export function configurationOf(text: string, others?: OtherFiles) {
  const loaded = loadText(text, others);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded;
}

/** The problems of a text, each as `code line path`. */
export function problemsOf(text: string | Uint8Array, others?: OtherFiles) {
  const loaded = loadText(text, others);
  const problems = loaded.ok ? [] : loaded.problems;
  return { problems, summary: problems.map(({ code, line, path }) => `${code} ${line} ${pathText(path)}`.trim()) };
}
