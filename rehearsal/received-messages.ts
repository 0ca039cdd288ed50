import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Recipient and subject of each message, in the order of their sending. */
export function readMessages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const header = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
      return `"${header("Subject")}" (${header("To")})`;
    });
}
