import { type Letter, MAXIMUM_FINISHED, MAXIMUM_LETTERS } from "../../../contract/memory";
import { asSent, bounded, withLetters, withoutLetters } from "../../../functions/controller/letter";
import { armed, MINUTE, NOW, opened, settings } from "./observed";

const letter = (parts: Partial<Letter> = {}): Letter => ({
  key: "armed",
  composedAt: NOW,
  subject: "web: protected",
  text: "The primary answers.\n",
  ...parts,
});

describe("the outbox", () => {
  it("takes what is told in words, behind what is there, with the time at which it was seen", () => {
    const before = armed({ outbox: [letter({ key: "earlier" })] });
    const { outbox } = withLetters(before, [{ about: "armed after all", key: "armed" }], NOW + 1, settings);
    expect(outbox).toMatchObject([
      { key: "earlier" },
      { key: "armed", composedAt: NOW + 1, subject: "web: protected", text: expect.stringContaining("Users:") },
    ]);
  });

  it("is not touched where nobody is told anything", () => {
    const memory = armed();
    expect(withLetters(memory, [], NOW, settings)).toBe(memory);
  });

  it("loses what was sent, and no other message of the same kind", () => {
    const [sent, later] = [letter(), letter({ composedAt: NOW + 1 })];
    expect(withoutLetters(armed({ outbox: [sent, later] }), [sent])).toEqual(armed({ outbox: [later] }));
    expect(withoutLetters(armed({ outbox: [sent] }), [sent])).toEqual(armed());
  });
});

describe("a memory that is full", () => {
  const many = <T>(more: number, make: (number: number) => T) =>
    Array.from({ length: more }, (_none, each) => make(each));

  it("forgets the oldest messages, and says which", () => {
    const outbox = many(MAXIMUM_LETTERS + 1, (number) => letter({ subject: `number ${number}` }));
    const { memory, forgotten } = bounded(armed({ outbox }));
    expect(memory.outbox).toEqual(outbox.slice(1));
    expect(forgotten).toEqual(['the message "number 0"']);
  });

  it("forgets the oldest of the episodes whose documents could not be written, and says which", () => {
    const finished = many(MAXIMUM_FINISHED + 2, (number) => opened({ id: `web/${number}` }));
    const { memory, forgotten } = bounded(armed({ finished }));
    expect(memory.finished).toEqual(finished.slice(2));
    expect(forgotten).toEqual(["the document of episode web/0", "the document of episode web/1"]);
  });

  it("forgets nothing up to its bounds", () => {
    const full = armed({
      outbox: many(MAXIMUM_LETTERS, () => letter()),
      finished: many(MAXIMUM_FINISHED, () => opened()),
    });
    expect(bounded(full)).toEqual({ memory: full, forgotten: [] });
  });
});

describe("a message that is sent", () => {
  it("within a minute says what it said", () => {
    const { subject, text } = letter();
    expect(asSent(letter(), NOW + MINUTE)).toEqual({ subject, text });
  });

  it("later says first that it is late, and when it was written", () => {
    expect(asSent(letter(), NOW + 5 * MINUTE)).toEqual({
      subject: "web: protected (from 03:04 UTC)",
      text:
        "This message comes 5 minutes late: it says how things were on 2026-01-02 at 03:04:05 UTC. " +
        "Look how they are before you act on it.\n\nThe primary answers.\n",
    });
  });

  it("later has a subject that SNS takes, with its time", () => {
    const { subject } = asSent(letter({ subject: "w".repeat(99) }), NOW + 5 * MINUTE);
    expect([subject.length, subject.slice(-17)]).toEqual([99, " (from 03:04 UTC)"]);
  });
});
