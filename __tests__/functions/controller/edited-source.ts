import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** One edit of the controller's source. `file` is within `functions/controller`. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * Copies the controller's source into the folder, and edits the copy.
 * @throws Error where a text to be replaced is not there exactly once
 */
export function copyEdited(edits: readonly Edit[], folder: string): void {
  for (const part of ["contract", "functions/controller"])
    cpSync(resolve(part), join(folder, part), { recursive: true });
  for (const { file, find, replace } of edits) {
    const path = join(folder, "functions/controller", file);
    const source = readFileSync(path, "utf8");
    const found = source.split(find).length - 1;
    if (found !== 1)
      throw new Error(`The edit's text is ${found} times in functions/controller/${file}, and must be once: ${find}`);
    writeFileSync(
      path,
      source.replace(find, () => replace),
    );
  }
}
