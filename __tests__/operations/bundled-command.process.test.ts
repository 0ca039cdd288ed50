import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();

/** Tells at a process's end which children it still has. */
const TELLS_CHILDREN = `process.on("exit", () => {
  const ps = require("node:child_process").execFileSync("ps", ["-axo", "ppid=,comm="], { encoding: "utf8" });
  const own = ps.split("\\n").map((line) => line.trim().split(/\\s+/)).filter(([parent]) => Number(parent) === process.pid);
  console.error(own.map(([, name]) => name).filter((name) => !name.endsWith("ps")).join(" "));
});`;

test("what bundled a command has ended before the command begins", () => {
  const preload = join(folder, "tells-children.js");
  writeFileSync(preload, TELLS_CHILDREN);
  const command = ["--require", preload, join("operations", "pilot-light.js"), "--help"];
  const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  expect(stdout).toContain("Usage: pilot-light");
  expect(stderr.trim()).toBe("");
});
