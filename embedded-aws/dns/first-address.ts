import type { Reply } from "./reply";

/** The first IPv4 address of a reply. */
export function firstAddress({ answers }: Reply): string | undefined {
  for (const record of answers) if (record.type === "A") return record.data;
  return undefined;
}
