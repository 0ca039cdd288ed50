import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../time/clock";

/** What a person, or an endpoint outside AWS, is sent. */
export interface Letter {
  /** Protocol and endpoint, e.g. `email ops@example.com`. */
  readonly to: string;
  readonly topicArn: string | undefined;
  readonly subject: string | undefined;
  readonly text: string;
}

/** Protocols that lead out of AWS. */
const PROTOCOLS: readonly string[] = ["email", "email-json", "http", "https", "sms"];

export const leavesAws = (protocol: string): boolean => PROTOCOLS.includes(protocol);

/** Puts letters into a folder, one text file each, numbered in the order of their sending: nothing leaves this machine. */
export class Letters {
  private written = 0;

  /** @param folder made with the first letter */
  constructor(private readonly options: { readonly clock: Clock; readonly folder: string }) {}

  /** @throws if the file could not be written */
  write({ to, topicArn, subject, text }: Letter): Promise<void> {
    this.written++;
    const name = `${String(this.written).padStart(4, "0")}-${to.replace(/[^A-Za-z0-9.@+-]+/g, "_")}.txt`;
    const head = [`To: ${to}`, `Topic: ${topicArn ?? "none"}`, `Subject: ${subject ?? ""}`];
    const { clock, folder } = this.options;
    return clock.hold(`writing ${name}`, async () => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), `${head.join("\n")}\n\n${text}\n`);
    });
  }
}
