import { readFileSync } from "node:fs";
import { program } from "../../operations/command-line";
import { OperatorWorld } from "../operations/operator-world";
import { everyMessage } from "./messages";
import { everyPage } from "./pages";

/** Somebody is told to type this. */
interface Told {
  readonly where: string;
  readonly line: string;
}

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const PAGES = everyPage();
const MESSAGES = everyMessage.map(({ subject, text }) => ({ file: `the message "${subject}"`, text }));

const commandLine = () => program(new OperatorWorld(), () => {});
const NAMES = commandLine().commands.map((command) => command.name());

/** An explanation follows in a column of its own, or behind a `#`. */
const withoutExplanation = (text: string) => text.replace(/( {2,}| +#).*$/, "").trim();

/** What follows `npx --no pilot-light`; where nothing but "…" or COMMAND does, no command is named. */
const afterNpx = PAGES.concat(MESSAGES).flatMap(({ file, text }) =>
  [...text.matchAll(/npx --no pilot-light ([^\n`]+)/g)]
    .map(([, rest]) => ({ where: file, line: withoutExplanation(rest!) }))
    .filter(({ line }) => !/^(…|COMMAND|help COMMAND)/.test(line)),
);

/** What follows `npm run`, where the command line is behind the script; `--` ends npm's own options. */
const afterNpm = PAGES.flatMap(({ file, text }) =>
  [...text.matchAll(/npm run (?!--)([a-z]+[^\n`(]*)/g)]
    .map(([, rest]) => ({ where: file, line: withoutExplanation(rest!).replace(" -- ", " ") }))
    .filter(({ line }) => scripts[line.split(" ", 1)[0]!]?.includes("pilot-light.js") ?? false),
);

/** The README's table of commands: the first cell of each row. */
const inTable = [...readFileSync("README.md", "utf8").matchAll(/^\| `([a-z][^`]*)` \|/gm)]
  .map(([, line]) => ({ where: "README.md's table", line: line! }))
  .filter(({ line }) => NAMES.includes(line.split(" ", 1)[0]!));

/** As a POSIX shell does, of what stands in these pages. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

/** Only reads what was typed, and does nothing. */
async function read({ where, line }: Told): Promise<void> {
  const cli = commandLine();
  for (const command of cli.commands) command.action(() => {});
  try {
    await cli.parseAsync(words(line), { from: "user" });
  } catch (error) {
    throw new Error(`${where} tells people to type "${line}", and the command line says: ${(error as Error).message}`);
  }
}

test.each([
  ["after npx", afterNpx, 15],
  ["after npm run", afterNpm, 7],
  ["in the README's table", inTable, 7],
])("the command line understands every line that a page or a message has %s", async (_, told, atLeast) => {
  expect(told.length).toBeGreaterThanOrEqual(atLeast);
  for (const each of told) await read(each);
});

test("the README and the help page name every command", () => {
  const named = (told: readonly Told[], where: string) =>
    told.filter((each) => each.where.startsWith(where)).map(({ line }) => line.split(" ", 1)[0]!);
  for (const name of NAMES) {
    expect(["destroy", ...named(inTable, "README.md")]).toContain(name);
    expect(["destroy", ...named(afterNpm, "help")]).toContain(name);
  }
});

test("every npm script that a page names exists", () => {
  const named = PAGES.flatMap(({ file, text }) =>
    [...text.matchAll(/npm (?:run (?!--)(?=[a-z])|(?=start|test))([a-z]+(?:[:-]\w+)*)/g)].map(([, name]) => ({
      file,
      name: name!,
    })),
  );
  expect(named.length).toBeGreaterThan(16);
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});
