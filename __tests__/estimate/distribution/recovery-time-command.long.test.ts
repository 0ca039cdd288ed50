import { execSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RecoveryTimeReport } from "../../../estimate/distribution/report";
import { temporaryFolder } from "../../temporary-folder";

/** Seconds that a person waits for at the most on two cores that have nothing else to do: these may be busy. */
const PATIENCE = 40;
const CORES = 2;
jest.setTimeout(600_000);

const folder = temporaryFolder();
const FILE = "pilot-light.yaml";
const PROGRAM = resolve(".build", "recovery-time.js");

/** Runs the program in a folder of its own, where it writes its report. */
const run = (...args: string[]) => spawn(process.execPath, PROGRAM, "--config", FILE, ...args);

/** The same, with the seconds of processor time that it took at the end of what it says of errors. */
const runTimed = (...args: string[]) =>
  spawn("bash", "-c", 'TIMEFORMAT="%U %S"; time "$@"', "bash", process.execPath, PROGRAM, "--config", FILE, ...args);

const spawn = (command: string, ...args: string[]) =>
  spawnSync(command, args, { cwd: folder, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });

beforeAll(() => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const [bundling] = scripts["recovery-time"].split(" && ");
  execSync(`npx --no ${bundling}`, { stdio: "pipe" });
  for (const needed of [FILE, "user-data"]) cpSync(needed, join(folder, needed), { recursive: true });
});

test("10,000 draws a row take two cores less than 40 seconds, and meet the targets", () => {
  const { status, stdout, stderr } = runTimed("--json");
  expect(status).toBe(0);
  const [user, system] = stderr.split(" ").map(Number);
  expect(user! + system!).toBeLessThan(CORES * PATIENCE);
  const report: RecoveryTimeReport = JSON.parse(stdout);
  const [stopped, black] = report.rows.filter(({ design }) => design === "Pilot Light");
  expect(stopped!.median).toBeLessThanOrEqual(70);
  expect(stopped!.percentile99).toBeLessThanOrEqual(100);
  expect(black!.median).toBeLessThanOrEqual(90);
  expect(black!.percentile99).toBeLessThanOrEqual(130);
  expect(Math.abs(report.promised - black!.percentile99)).toBeLessThanOrEqual(5);
  expect(JSON.parse(readFileSync(join(folder, "rehearsal-report", "recovery-time.json"), "utf8"))).toEqual(report);
});

test("the same seed is the same table, and it has no colour where nobody looks", () => {
  const [one, other] = [run("--draws", "150", "--seed", "7"), run("--draws", "150", "--seed", "7")];
  expect(one.status).toBe(0);
  expect(one.stdout).toBe(other.stdout);
  expect(one.stdout).toMatch(
    /^Recovery time of .*pilot-light\.yaml, workload www, in AWS time: 150 draws a row, seed 7\n/,
  );
  expect(one.stdout).not.toContain("\x1b");
});

test.each([
  [["--draws", "7"], "--draws 7: give a whole number from 100 to 1000000."],
  [["--workload", "shop"], "--workload shop: "],
  [["--config", "missing.yaml"], "missing.yaml"],
])("%s ends with what is wrong", (args, why) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(why);
});

test("--help says how it is used", () => {
  const { status, stdout } = run("--help");
  expect(status).toBe(0);
  expect(stdout).toContain("npm run recovery-time");
});
