import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { boundLog, LONGEST_LOG_BYTES } from "../../embedded-aws/bounded-log";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();

test("a log that has grown too long keeps its newest lines, says so, and goes on at its new end", async () => {
  const file = join(folder, "some.log");
  const log = openSync(file, "a");
  const endBound = boundLog(file);
  const lines = Array.from({ length: LONGEST_LOG_BYTES / 10 }, (_, index) => `line ${index}\n`);
  writeSync(log, lines.join(""));
  expect(statSync(file).size).toBeGreaterThan(LONGEST_LOG_BYTES);

  while (statSync(file).size > LONGEST_LOG_BYTES) await new Promise((done) => setTimeout(done, 20));
  writeSync(log, "the next line\n");
  endBound();
  closeSync(log);

  const [first, ...kept] = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(first).toBe("(older lines were dropped: the log had grown too long)");
  expect(kept.length).toBeGreaterThan(50_000);
  expect(kept).toEqual([...lines.slice(1 - kept.length).map((line) => line.trimEnd()), "the next line"]);
});
