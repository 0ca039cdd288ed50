import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine } from "../../rehearsal/command-line";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const DEFAULT = "pilot-light.yaml";

test("without arguments the default file is rehearsed with a stopped instance, jumping time and the fixed seed, and nothing kept", () => {
  expect(readCommandLine([], DEFAULT)).toEqual({
    kind: "rehearse",
    configurationFile: DEFAULT,
    disaster: "instance",
    realTime: false,
    seed: 1,
  });
});

test.each(["instance", "region"])("--disaster %s is the disaster", (disaster) => {
  expect(readCommandLine(["--disaster", disaster], DEFAULT)).toMatchObject({ kind: "rehearse", disaster });
});

test("--disaster refuses what is no disaster, and says which there are", () => {
  expect(readCommandLine(["--disaster", "planet"], DEFAULT)).toEqual({
    kind: "wrong",
    why: "--disaster planet: there is no such disaster. Give instance or region.",
  });
});

test("--real-time asks for life's pace", () => {
  expect(readCommandLine(["--real-time"], DEFAULT)).toMatchObject({ realTime: true });
});

test.each([0, 7, 4294967295])("--seed %d is the seed", (seed) => {
  expect(readCommandLine(["--seed", String(seed)], DEFAULT)).toMatchObject({ seed });
});

test.each(["", "-1", "1.5", "1e3", "seven", "4294967296"])("--seed refuses %j, and says what a seed is", (given) => {
  expect(readCommandLine([`--seed=${given}`], DEFAULT)).toEqual({
    kind: "wrong",
    why: `--seed ${given}: this is no seed. Give a whole number from 0 to 4294967295.`,
  });
});

test("the options stand together with --keep", () => {
  const args = ["--disaster", "region", "--seed", "3", "--keep", join(folder, "another")];
  expect(readCommandLine(args, DEFAULT)).toMatchObject({ disaster: "region", seed: 3, keep: join(folder, "another") });
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

test("--scenario may be given several times, and goes with the other options", () => {
  const args = ["--scenario", "blip", "--scenario", "./mine.ts", "--seed", "3", "--real-time"];
  expect(readCommandLine(args, DEFAULT)).toEqual({
    kind: "scenarios",
    which: ["blip", "./mine.ts"],
    configurationFile: DEFAULT,
    realTime: true,
    seed: 3,
  });
});

test("--workload chooses the workload that scenarios are played on", () => {
  expect(readCommandLine(["--all", "--workload", "shop"], DEFAULT)).toMatchObject({ which: "all", workload: "shop" });
  const args = ["--scenario", "blip", "--workload", "shop"];
  expect(readCommandLine(args, DEFAULT)).toMatchObject({ which: ["blip"], workload: "shop" });
});

test.each([
  ["of its own", ["--workload", "shop"]],
  ["with --disaster", ["--workload", "shop", "--disaster", "region"]],
])("--workload is refused %s: the whole story is told of all workloads", (_, args) => {
  expect(readCommandLine(args, DEFAULT)).toEqual({
    kind: "wrong",
    why: "--workload shop: a disaster's whole story is told of all workloads. Give it with --scenario or --all.",
  });
});

test("--all plays all scenarios, and --list plays nothing", () => {
  expect(readCommandLine(["--all"], DEFAULT)).toMatchObject({ kind: "scenarios", which: "all" });
  expect(readCommandLine(["--list"], DEFAULT)).toEqual({ kind: "list" });
});

test("one run is one thing", () => {
  expect(readCommandLine(["--all", "--disaster", "region"], DEFAULT)).toEqual({
    kind: "wrong",
    why: "--disaster and --all do not go together. Give one of them.",
  });
});
