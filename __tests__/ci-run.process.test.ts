import { spawnSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findExecutable } from "../embedded-aws/find-executable";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
/** What the script needs of any machine. */
const OF_EVERY_MACHINE = ["bash", "dirname", "mktemp", "rm", "cat", "id", "node"];
const ONE_PASSED = { numPassedTests: 1, numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 0 };
const npmThatWrites = (result: string) => `
  for argument; do
    case $argument in
      --outputFile=*) echo '${result}' > "\${argument#*=}" ;;
    esac
  done`;
/** Shell programs of a machine on which everything is installed, and every test passes. Apt can install nothing. */
const MACHINE = {
  npm: npmThatWrites(JSON.stringify(ONE_PASSED)),
  "apt-get": "exit 1",
  sudo: "exit 1",
  ...Object.fromEntries(["terraform", "moto_server", "dig", "aws", "python3", "chromium"].map((tool) => [tool, ""])),
};

/** Runs it on a machine that has these programs beside what every machine has. */
function runOn(programs: Record<string, string>) {
  const machine = mkdtempSync(join(folder, "machine-"));
  for (const tool of OF_EVERY_MACHINE) symlinkSync(findExecutable(tool, process.env.PATH)!, join(machine, tool));
  for (const [name, program] of Object.entries(programs))
    writeFileSync(join(machine, name), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  const { status, stdout } = spawnSync("bash", [".ci/run"], { env: { PATH: machine, HOME: folder }, encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n") };
}

const without = (tool: string) => Object.fromEntries(Object.entries(MACHINE).filter(([name]) => name !== tool));

test("the last line counts what passed and failed", () => {
  const { status, lines } = runOn(MACHINE);
  expect([status, lines.at(-1)]).toEqual([0, "1 passed, 0 failed"]);
});

test.each([
  [{ numFailedTests: 2 }, "1 passed, 2 failed"],
  [{ numFailedTestSuites: 1 }, "1 passed, 1 failed"],
  [{ numPendingTests: 3 }, "1 passed, 3 failed"],
  [{ numPassedTests: 0 }, "0 passed, 0 failed"],
])("a result with %p is a failure", (result, count) => {
  const { status, lines } = runOn({ ...MACHINE, npm: npmThatWrites(JSON.stringify({ ...ONE_PASSED, ...result })) });
  expect([status, lines.at(-1)]).toEqual([1, count]);
});

test.each([
  ["npm", "npm is missing. Install Node.js"],
  ["terraform", "terraform is missing. Install Terraform 1.10 or newer"],
  ["moto_server", "moto_server is missing. Install it: pip install 'moto[server,all]==5.2.1'"],
] as const)("without %s it says what to install, and counts a failure", (tool, message) => {
  const { status, lines } = runOn(without(tool));
  expect([status, lines.at(-1)]).toEqual([1, "0 passed, 1 failed"]);
  expect(lines.at(-2)).toContain(message);
});

test.each([
  ["dig", "bind9-dnsutils"],
  ["aws", "awscli"],
  ["python3", "python3-boto3"],
  ["chromium", "chromium"],
] as const)("without %s it installs Debian's %s, or says that it could not", (tool, debianPackage) => {
  const { status, lines } = runOn(without(tool));
  expect([status, lines.at(-1)]).toEqual([1, "0 passed, 1 failed"]);
  expect(lines.at(-2)).toContain(`Debian's packages ${debianPackage} are missing and could not be installed.`);
});

test("a python3 that Debian's package does not reach is told how to get boto3", () => {
  const { status, lines } = runOn({ ...MACHINE, python3: "exit 1", "apt-get": "", sudo: "" });
  expect([status, lines.at(-1)]).toEqual([1, "0 passed, 1 failed"]);
  expect(lines.at(-2)).toContain("has no boto3. Install it: python3 -m pip install boto3");
});

test("an installation or a check that fails is a failure, although no test was run", () => {
  const ends = [
    { npm: "exit 1", why: "npm ci failed." },
    { npm: '[ "$1" = ci ]', why: "The checks before the tests failed" },
    { npm: npmThatWrites("{"), why: "Jest wrote no result that can be read." },
  ];
  for (const { npm, why } of ends) {
    const { status, lines } = runOn({ ...MACHINE, npm });
    expect([status, lines.at(-1)]).toEqual([1, "0 passed, 1 failed"]);
    expect(lines.at(-2)).toContain(why);
  }
});
