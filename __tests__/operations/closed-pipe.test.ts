import { spawnSync } from "node:child_process";

test("a command whose reader has gone ends without a word", () => {
  const line = 'node operations/pilot-light.js help | true; echo "${PIPESTATUS[0]}"';
  const { stdout, stderr } = spawnSync("bash", ["-c", line], { encoding: "utf8" });
  expect(stderr).toBe("");
  const ENDED_BY_SIGHUP = "129";
  expect(stdout.trim()).toBe(ENDED_BY_SIGHUP);
});
