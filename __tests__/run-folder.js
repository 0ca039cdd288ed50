const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** A folder for what one run of jest makes once for all of its test files; its workers have this environment too. */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), "pilot-light-tests-"));
  process.env.TEST_RUN_FOLDER = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
};
