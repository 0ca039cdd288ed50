import { everyMessage, letter } from "./messages";
import { markedBlock, marksOf, readPage } from "./pages";

const RUNBOOK = readPage("docs/runbook.md");

test("the runbook shows the message that the controller sends when it has failed over", () => {
  const sent = letter("committed");
  if (markedBlock(RUNBOOK, "message: committed") !== sent)
    throw new Error(
      `The controller writes another message than docs/runbook.md shows. Put this into the block below "<!-- message: committed -->":\n\n${sent}`,
    );
});

test("the runbook's table names the subject of every message, and no other", () => {
  const table = RUNBOOK.text.slice(RUNBOOK.text.indexOf("| subject says"));
  const rows = table.slice(0, table.indexOf("\n\n")).split("\n").slice(2);
  const named = rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`([^`]+)`/g)].map(([, subject]) => subject!));
  const subjects = everyMessage.map(({ subject }) => subject.replace(/^www: /, ""));
  // What the message fills in stands as `…`.
  const isNamedBy = (pattern: string) => {
    const [before = "", after = ""] = pattern.split("…");
    return (subject: string) =>
      pattern.includes("…") ? subject.startsWith(before) && subject.endsWith(after) : subject === pattern;
  };
  expect(subjects.filter((subject) => !named.some((pattern) => isNamedBy(pattern)(subject)))).toEqual([]);
  expect(named.filter((pattern) => !subjects.some(isNamedBy(pattern)))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});

test("the runbook marks each of its shell blocks, so that none goes untried", () => {
  const blocks = RUNBOOK.text.match(/^```bash$/gm)!;
  expect(marksOf(RUNBOOK, "run")).toHaveLength(blocks.length);
  for (const name of marksOf(RUNBOOK, "run")) expect(markedBlock(RUNBOOK, `run: ${name}`)).not.toBe("");
});
