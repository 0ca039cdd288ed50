import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Processes } from "../../rehearsal/processes";
import { readTerraform } from "../../rehearsal/terraform";
import { initializeStacks } from "../../rehearsal/terraform-stacks";
import { type ConfigurationName, configuration } from "../configurations";
import { realTerraform, stacksInFolder } from "../embedded-deployment";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const processes = new Processes();
afterEach(() => processes.stopAll());

const CONFIGURATIONS: ConfigurationName[] = ["smallest", "everything-set", "primary-in-us-east-1", "three-workloads"];

/** Terraform loads the provider's whole schema (0.76 GB) for each stack: a few seconds a stack. */
const TIME_LIMIT_MS = 180_000;

test.each(CONFIGURATIONS)(
  "real Terraform with the real provider finds every stack of the configuration %s valid",
  async (name) => {
    const home = mkdtempSync(join(folder, "validation-"));
    const terraform = realTerraform(home, processes);
    const stacks = await stacksInFolder(home, configuration(name));
    await initializeStacks(terraform, stacks, { backend: false });

    const valid: string[] = [];
    for (const stack of stacks) {
      const result = (await readTerraform(terraform, stack, "validate")) as { valid: boolean; warning_count: number };
      if (result.valid) valid.push(stack.name);
    }

    expect(valid).toEqual(stacks.map((stack) => stack.name));
  },
  TIME_LIMIT_MS,
);
