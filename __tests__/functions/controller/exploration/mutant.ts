import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { connectAws } from "../../../../functions/controller/aws";
import { copyEdited, type Edit } from "../edited-source";
import type { Controller } from "./controller";

/** One edit, and what the edited controller gets wrong. */
export interface Mutation extends Edit {
  readonly wrong: string;
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
export function mutant(mutation: Mutation, folder: string): Mutant {
  copyEdited([mutation], folder);
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
