import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";

/** What a synthesis reads of the project's folder. */
const READ = ["contract", "functions", "user-data", "package.json", "tsconfig.json", "tsconfig.synth.json"];

/** Makes a folder that a synthesis takes for a checkout of this project, and returns it. */
export function projectCopy(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const each of READ) cpSync(each, path.join(folder, each), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  return folder;
}
