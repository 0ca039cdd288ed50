import { symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { markedBlock, readPage } from "./pages";

/** Puts the page's own scenario into a folder, as a reader would into the project's. Returns its path. */
export function writePagesScenario(folder: string): string {
  const file = join(folder, "my-scenario.ts");
  writeFileSync(file, markedBlock(readPage(join("docs", "scenarios.md")), "file: my-scenario.ts"));
  // Its imports begin with `./rehearsal/`; the checkout itself is not to be written into.
  symlinkSync(resolve("rehearsal"), join(folder, "rehearsal"));
  return file;
}
