import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";

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

/** All but the first `count`, once what is on its way has arrived. */
export async function messagesAfter(
  { clock, dataPlane }: EmbeddedAws,
  folder: string,
  count: number,
): Promise<readonly string[]> {
  await clock.runDuring(() => dataPlane.messages.settled());
  return readMessages(folder).slice(count);
}
