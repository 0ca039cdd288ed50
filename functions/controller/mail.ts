import type { Letter, Memory } from "../../contract/memory";
import type { Action } from "./action";
import type { Hands, Outcome } from "./hands";
import { etagOf, type View } from "./json-object";
import { asSent, bounded, withLetters, withoutLetters } from "./letter";
import type { Message } from "./message";

/** The memory as this invocation last read or wrote it. */
export interface Desk {
  memory: View<Memory>;
}

/** How often the outbox is emptied anew while operators' requests write the memory in between: these are rare. */
const EMPTYING_TRIES = 5;

/** Writes the memory, with what is to be told in its outbox. `at`: when what is told was seen. */
export async function remember(
  { memory, tell: alerts }: Extract<Action, { do: "remember" }>,
  at: number,
  desk: Desk,
  { settings, aws, log }: Hands,
  outcome: Outcome,
): Promise<void> {
  const { memory: kept, forgotten } = bounded(withLetters(memory, alerts, at, settings));
  const written = await aws.memory.write(kept, etagOf(desk.memory));
  outcome.claim = written.kind;
  if (written.kind === "lost") return log("INFO", "another invocation has written the memory first");
  if (written.kind === "failed") {
    outcome.failures.push(`The memory cannot be written: ${written.why}`);
    return;
  }
  desk.memory = { kind: "known", value: kept, etag: written.etag, writtenAt: at };
  log("INFO", "remembered", { memory: kept });
  if (forgotten.length > 0) log("WARN", "forgotten, since the memory is bounded", { forgotten });
}

/**
 * Sends what lies in the outbox, oldest first, until SNS does not take one; then takes out what was sent. Who dies in
 * between has it sent once more by whoever comes next.
 */
export async function deliver(desk: Desk, hands: Hands, outcome: Outcome): Promise<void> {
  const letters = desk.memory.kind === "known" ? (desk.memory.value.outbox ?? []) : [];
  const sent: Letter[] = [];
  for (const letter of letters) {
    if (!(await tell(asSent(letter, hands.now()), hands, outcome))) break;
    sent.push(letter);
  }
  if (sent.length > 0) await takeOut(sent, desk, hands, outcome);
}

/** Whether SNS has taken it. */
export async function tell({ subject, text }: Message, { aws, log }: Hands, outcome: Outcome): Promise<boolean> {
  const why = await aws.publish(subject, text);
  if (why === undefined) log("WARN", "told people", { subject });
  else {
    outcome.failures.push(`People could not be told "${subject}": ${why}`);
    outcome.attempts = { ...outcome.attempts, mailFailed: true };
  }
  return why === undefined;
}

async function takeOut(sent: readonly Letter[], desk: Desk, { aws }: Hands, outcome: Outcome): Promise<void> {
  let why = "others keep writing it";
  for (let tries = 0; tries < EMPTYING_TRIES && desk.memory.kind === "known"; tries++) {
    const value = withoutLetters(desk.memory.value, sent);
    const written = await aws.memory.write(value, desk.memory.etag);
    if (written.kind === "won") {
      desk.memory = { ...desk.memory, value, etag: written.etag };
      return;
    }
    if (written.kind === "failed") {
      ({ why } = written);
      break;
    }
    // An operator's request, which needs no lease, has written it; the letters still lie in it.
    desk.memory = await aws.memory.read();
  }
  if (desk.memory.kind === "unknown") ({ why } = desk.memory);
  outcome.claim = "failed";
  outcome.failures.push(`What people were told may be told once more, since the memory cannot be written: ${why}`);
}
