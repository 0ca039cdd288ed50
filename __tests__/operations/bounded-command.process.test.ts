import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BoundedCommand, runWithin } from "../../operations/bounded-command";
import { bundle } from "../bundle";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();

/** A command that waits for ever and has started another; tells, by a file and by what it prints, which. */
const WITH_CHILD = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  require("node:fs").writeFileSync("child", String(child.pid));
  console.log("started");
  setInterval(() => {}, 1000);`;

const node = (body: string, withinSeconds: number): BoundedCommand => ({
  command: process.execPath,
  args: ["-e", body],
  folder,
  environment: process.env,
  withinSeconds,
});

/** A zombie is dead: it only waits for whoever adopted it to take notice. */
function isAlive(processId: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(processId)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

const child = () => Number(readFileSync(join(folder, "child"), "utf8"));

test("a command that ends in time has its exit code, and all that it printed", async () => {
  const result = await runWithin(node("console.log('out'); console.error('wrong'); process.exitCode = 3;", 60));
  expect(result.exitCode).toBe(3);
  expect(result.output).toContain("out\n");
  expect(result.output).toContain("wrong\n");
});

test("a command that takes too long is ended with what it started, and what it printed is kept", async () => {
  expect(await runWithin(node(WITH_CHILD, 1))).toEqual({ exitCode: "out of time", output: "started\n" });
  expect(isAlive(child())).toBe(false);
});

test("Ctrl-C ends the command with what it started, and then us, by the same signal", async () => {
  await bundle("operations/bounded-command.ts", join(folder, "bounded-command.js"));
  const ours = `require("./bounded-command.js").runWithin({ ...${JSON.stringify(node(WITH_CHILD, 60))}, environment: process.env });`;
  rmSync(join(folder, "child"), { force: true });
  const us = spawn(process.execPath, ["-e", ours], { cwd: folder, stdio: "ignore" });
  while (!existsSync(join(folder, "child"))) await sleep(20);
  us.kill("SIGINT");
  const [, signal] = await once(us, "close");
  expect(signal).toBe("SIGINT");
  expect(isAlive(child())).toBe(false);
});

test("a command that cannot be started is an error", async () => {
  await expect(runWithin({ ...node("", 60), command: join(folder, "missing") })).rejects.toThrow("ENOENT");
});
