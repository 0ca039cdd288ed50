import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A page that people read. */
export interface Page {
  /** Path in the project. */
  readonly file: string;
  readonly text: string;
}

export function readPage(file: string): Page {
  return { file, text: readFileSync(file, "utf8") };
}

/** Every page of the project. */
export function everyPage(): readonly Page[] {
  const docs = readdirSync("docs", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", "help", ...docs.sort().map((file) => join("docs", file))].map(readPage);
}

/**
 * What stands in the fenced block that follows a mark such as `<!-- run: status -->`.
 * @throws Error where there is no such mark, or more than one
 */
export function markedBlock({ file, text }: Page, mark: string): string {
  const [, found, ...others] = text.split(`<!-- ${mark} -->`);
  const block = /^\n```\w*\n([\s\S]*?)```\n/.exec(found ?? "")?.[1];
  if (block === undefined || others.length > 0)
    throw new Error(`${file} must have the line "<!-- ${mark} -->" once, and a fenced block right below it.`);
  return block;
}

/** The names of a page's marks of one kind, e.g. `run`. */
export function marksOf({ text }: Page, kind: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<!-- ${kind}: (.+?) -->`, "g"))].map(([, name]) => name!);
}
