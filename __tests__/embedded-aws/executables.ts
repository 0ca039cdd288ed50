import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes a folder of executables, each a Node program of this text: a PATH on which nothing else is found. */
export function folderOfExecutables(parent: string, programs: Record<string, string>): string {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "path-"));
  for (const [name, program] of Object.entries(programs)) {
    const file = join(folder, name);
    writeFileSync(file, `#!${process.execPath}\n${program}\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}

/** A moto_server that answers on the port after `-p` (or Docker's `--publish`), logs requests, and says how it was called. */
export const FAKE_MOTO = `
const args = process.argv.slice(2);
if (args[0] === "image") process.exit(0);
if (args[0] === "rm") process.exit(0);
const publish = args[args.indexOf("--publish") + 1];
const port = args.includes("-p") ? args[args.indexOf("-p") + 1] : publish.split(":")[1];
console.log(JSON.stringify({ args }));
require("node:http").createServer((request, response) => {
  console.log(request.url);
  response.end("{}");
}).listen(Number(port), "127.0.0.1");
`;
