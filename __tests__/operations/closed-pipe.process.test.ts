import { spawnSync } from "node:child_process";
import { EXIT } from "../../operations/failure";

test("a command whose reader has gone ends without a word", () => {
  const line = 'node operations/pilot-light.js help | true; echo "${PIPESTATUS[0]}"';
  const { stdout, stderr } = spawnSync("bash", ["-c", line], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout.trim()).toBe(String(EXIT.interrupted));
});
