import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes an executable whose body is JavaScript for Node, and returns its path. `args` holds its arguments. */
export function fakeExecutable(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!${process.execPath}\nconst args = process.argv.slice(2);\n${body}\n`, { mode: 0o755 });
  return file;
}
