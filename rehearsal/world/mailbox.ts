import { type Letter, letterFiles, readLetter } from "../received-messages";

/** What a person received, and the second of AWS time in which it came, in milliseconds since 1970-01-01 UTC. */
export interface Received extends Letter {
  readonly at: number;
}

/** Each person's letters, in the order in which people were first written to. */
export function byPerson(received: readonly Received[]): readonly (readonly Received[])[] {
  const people = [...new Set(received.map(({ to }) => to))];
  return people.map((person) => received.filter(({ to }) => to === person));
}

/** The letters that arrive in a folder; a file does not tell AWS time, so somebody looks each second of it. */
export class Mailbox {
  readonly received: Received[] = [];

  /** @param folder need not exist yet */
  constructor(private readonly folder: string) {}

  /** Takes in what has come since the last look. */
  look(at: number): void {
    for (const file of letterFiles(this.folder).slice(this.received.length)) {
      const letter = readLetter(file);
      if (letter === undefined) return;
      this.received.push({ at, ...letter });
    }
  }
}
