import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of the calling test file's own, removed after its last test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pilot-light-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
