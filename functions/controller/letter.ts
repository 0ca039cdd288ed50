import { type Letter, MAXIMUM_FINISHED, MAXIMUM_LETTERS, type Memory } from "../../contract/memory";
import type { Alert } from "./alert";
import type { Settings } from "./environment";
import { cutSubject, type Message, writeMessage } from "./message";
import { inWords } from "./message-words";

/**
 * A letter older than this says when it was written, in milliseconds. Whoever writes one sends it within seconds; after a
 * minute at least one look has passed over the world of which it speaks.
 */
const LATE_AFTER_MS = 60_000;

/** The memory with these alerts in its outbox. `at`: when what they say was seen. */
export function withLetters(memory: Memory, alerts: readonly Alert[], at: number, settings: Settings): Memory {
  if (alerts.length === 0) return memory;
  const letters = alerts.map((alert) => ({ key: alert.key, composedAt: at, ...writeMessage(alert, settings) }));
  return { ...memory, outbox: [...(memory.outbox ?? []), ...letters] };
}

/** The memory without what SNS has taken, whatever else was written to it meanwhile. */
export function withoutLetters(memory: Memory, sent: readonly Letter[]): Memory {
  const isSent = ({ key, composedAt }: Letter) =>
    sent.some((each) => each.key === key && each.composedAt === composedAt);
  const { outbox = [], ...others } = memory;
  const left = outbox.filter((letter) => !isSent(letter));
  return left.length === 0 ? others : { ...others, outbox: left };
}

/** The memory without what its bounds leave no room for, and what that is, in words. */
export function bounded(memory: Memory): { memory: Memory; forgotten: string[] } {
  const { outbox = [], finished = [] } = memory;
  const letters = outbox.slice(0, -MAXIMUM_LETTERS);
  const episodes = finished.slice(0, -MAXIMUM_FINISHED);
  return {
    memory: {
      ...memory,
      ...(letters.length > 0 ? { outbox: outbox.slice(-MAXIMUM_LETTERS) } : {}),
      ...(episodes.length > 0 ? { finished: finished.slice(-MAXIMUM_FINISHED) } : {}),
    },
    forgotten: [
      ...letters.map(({ subject }) => `the message "${subject}"`),
      ...episodes.map(({ id }) => `the document of episode ${id}`),
    ],
  };
}

/** A letter as it is sent now: one that had to wait says so first, on a phone's lock screen too. */
export function asSent({ subject, text, composedAt }: Letter, now: number): Message {
  const waited = now - composedAt;
  if (waited <= LATE_AFTER_MS) return { subject, text };
  const written = new Date(composedAt).toISOString();
  const [day, time] = [written.slice(0, "2026-01-02".length), written.slice("2026-01-02T".length, -".000Z".length)];
  return {
    subject: cutSubject(subject, ` (from ${time.slice(0, "03:04".length)} UTC)`),
    text: `This message comes ${inWords(waited)} late: it says how things were on ${day} at ${time} UTC. Look how they are before you act on it.\n\n${text}`,
  };
}
