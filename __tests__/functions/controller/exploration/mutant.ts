import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import type { connectAws } from "../../../../functions/controller/aws";
import type { Controller } from "./controller";

/** One edit of the controller's source. */
export interface Mutation {
  /** What the edited controller gets wrong. */
  wrong: string;
  /** Within `functions/controller`. */
  file: string;
  find: string;
  replace: string;
}

export type Mutant = Controller & { connectAws: typeof connectAws };

const ENTRY = `
export { act } from "./act";
export { connectAws } from "./aws";
export { decide } from "./decide";
export { leaseHand } from "./lease";
export { observe } from "./observe";
export { answer } from "./request";
export { lockView } from "./stored-lock";
`;

/**
 * Copies the controller's source into the folder, edits the copy, and loads it.
 * @throws Error where the text to be replaced is not there exactly once
 */
export function mutant({ file, find, replace }: Mutation, folder: string): Mutant {
  for (const part of ["contract", "functions/controller"])
    cpSync(resolve(part), join(folder, part), { recursive: true });
  const path = join(folder, "functions/controller", file);
  const source = readFileSync(path, "utf8");
  const found = source.split(find).length - 1;
  if (found !== 1)
    throw new Error(`The mutation's text is ${found} times in functions/controller/${file}, and must be once: ${find}`);
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  const { outputFiles } = buildSync({
    stdin: { contents: ENTRY, resolveDir: join(folder, "functions/controller"), loader: "ts" },
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    write: false,
  });
  const loaded: { exports: unknown } = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]!.text)(loaded, loaded.exports, createRequire(__filename));
  return loaded.exports as Mutant;
}
