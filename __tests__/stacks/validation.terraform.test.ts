import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Processes } from "../../rehearsal/processes";
import { readTerraform } from "../../rehearsal/terraform";
import { initializeStacks, type SynthesizedStack } from "../../rehearsal/terraform-stacks";
import { type ConfigurationName, configuration } from "../configurations";
import { realTerraform, stacksInFolder } from "../embedded-deployment";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const processes = new Processes();
afterEach(() => processes.stopAll());

const CONFIGURATIONS: ConfigurationName[] = ["smallest", "everything-set", "primary-in-us-east-1", "three-workloads"];

/** One configuration of all stacks, each a module of it: Terraform loads the provider's schema (0.76 GB) once, in seconds. */
function together(stacks: readonly (readonly [module: string, stack: SynthesizedStack])[]): SynthesizedStack {
  const root = join(folder, "together");
  mkdirSync(root);
  const module = Object.fromEntries(stacks.map(([name, stack]) => [name, { source: relative(root, stack.folder) }]));
  writeFileSync(join(root, "modules.tf.json"), JSON.stringify({ module }));
  return { name: "all stacks", folder: root, dependencies: [] };
}

test("real Terraform with the real provider finds every stack of every configuration valid", async () => {
  const terraform = realTerraform(folder, processes);
  const stacks: [string, SynthesizedStack][] = [];
  for (const name of CONFIGURATIONS) {
    const home = join(folder, name);
    mkdirSync(home);
    for (const stack of await stacksInFolder(home, configuration(name))) stacks.push([`${name}-${stack.name}`, stack]);
  }
  const all = together(stacks);
  await initializeStacks(terraform, [all], { backend: false });

  const { valid, diagnostics } = (await readTerraform(terraform, all, "validate")) as {
    valid: boolean;
    diagnostics: { summary: string }[];
  };
  expect(valid).toBe(true);
  // A module's backend is that of whoever calls it; of anything else Terraform has nothing to say.
  expect(diagnostics.filter(({ summary }) => summary !== "Backend configuration ignored")).toEqual([]);
});
