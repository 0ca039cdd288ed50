import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine } from "../../rehearsal/command-line";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const DEFAULT = "pilot-light.yaml";

test("without arguments the default file is rehearsed, and nothing kept", () => {
  expect(readCommandLine([], DEFAULT)).toEqual({ kind: "rehearse", configurationFile: DEFAULT });
});

test("--config names another file", () => {
  expect(readCommandLine(["--config", "theirs.yaml"], DEFAULT)).toMatchObject({ configurationFile: "theirs.yaml" });
});

test("--keep names a folder that may exist, if it is empty", () => {
  const empty = join(folder, "empty");
  mkdirSync(empty);
  expect(readCommandLine(["--keep", empty], DEFAULT)).toMatchObject({ kind: "rehearse", keep: empty });
  expect(readCommandLine(["--keep", join(folder, "new")], DEFAULT)).toMatchObject({ keep: join(folder, "new") });
});

test("--keep refuses a folder that holds something, and says what to do", () => {
  const full = join(folder, "full");
  mkdirSync(full);
  writeFileSync(join(full, "precious"), "");
  expect(readCommandLine(["--keep", full], DEFAULT)).toEqual({
    kind: "wrong",
    why: `--keep ${full}: this folder is not empty. Name a new one, or empty it.`,
  });
});

test("an unknown option is refused by its name", () => {
  expect(readCommandLine(["--confg", "x"], DEFAULT)).toMatchObject({
    kind: "wrong",
    why: expect.stringContaining("'--confg'"),
  });
});

test("--help asks for the usage", () => {
  expect(readCommandLine(["--help"], DEFAULT)).toEqual({ kind: "help" });
});
