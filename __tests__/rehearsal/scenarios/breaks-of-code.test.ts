import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { copyEdited } from "../../functions/controller/edited-source";
import { temporaryFolder } from "../../temporary-folder";
import { EDITED } from "./breaks-of-code";

const folder = temporaryFolder();

test("every break of the controller's code finds the text that it replaces", () => {
  expect(EDITED.length).toBeGreaterThan(5);
  for (const edits of EDITED) copyEdited(edits, mkdtempSync(join(folder, "edited-")));
});
