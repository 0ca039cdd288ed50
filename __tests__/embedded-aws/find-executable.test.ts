import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findExecutable } from "../../embedded-aws/find-executable";
import { fakeExecutable } from "../rehearsal/fake-executable";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const [first, second] = [join(folder, "first"), join(folder, "second")];

beforeAll(() => {
  mkdirSync(join(first, "a-folder"), { recursive: true });
  writeFileSync(join(first, "tool"), "not executable", { mode: 0o644 });
  fakeExecutable(second, "tool", "");
});

test("finds the first file on the PATH that may be executed", () => {
  expect(findExecutable("tool", [first, second].join(delimiter))).toBe(join(second, "tool"));
});

test("takes no folder for a command", () => {
  expect(findExecutable("a-folder", first)).toBeUndefined();
});

test("finds nothing on an empty or missing PATH, not even in the current folder", () => {
  expect(findExecutable("package.json", "")).toBeUndefined();
  expect(findExecutable("package.json", undefined)).toBeUndefined();
});
