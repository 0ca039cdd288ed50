import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";

/** A letter, as the embedded AWS puts it into a file. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** Letters' files, in the order of their sending; none before the first. */
export const letterFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((file) => join(folder, file))
    : [];

/** Undefined while the file is not written to its end. */
export function readLetter(file: string): Letter | undefined {
  const text = readFileSync(file, "utf8");
  const end = text.indexOf("\n\n");
  if (end < 0 || !text.endsWith("\n")) return undefined;
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text.slice(0, end))?.[1] ?? "";
  return { to: header("To"), subject: header("Subject"), body: text.slice(end + 2) };
}

/** Recipient and subject of each message, in the order of their sending. */
export function readMessages(folder: string): string[] {
  return letterFiles(folder).map((file) => {
    const { subject = "", to = "" } = readLetter(file) ?? {};
    return `"${subject}" (${to})`;
  });
}

/** All but the first `count`, once what is on its way has arrived. */
export async function messagesAfter(
  { clock, dataPlane }: EmbeddedAws,
  folder: string,
  count: number,
): Promise<readonly string[]> {
  await clock.runDuring(() => dataPlane.messages.settled());
  return readMessages(folder).slice(count);
}
