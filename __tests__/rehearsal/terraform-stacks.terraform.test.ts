import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Processes } from "../../rehearsal/processes";
import { readTerraform, type Terraform } from "../../rehearsal/terraform";
import type { ResourceEvent } from "../../rehearsal/terraform-messages";
import { mirrorConfiguration } from "../../rehearsal/terraform-provider";
import { setUpTerraform, thisMachine } from "../../rehearsal/terraform-setup";
import {
  applyStacks,
  destroyStacks,
  initializeStacks,
  planStack,
  planStacks,
  stackOutputs,
  synthesizedStacks,
} from "../../rehearsal/terraform-stacks";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const processes = new Processes();
afterEach(() => processes.stopAll());

const STACKS = {
  "web-failover": ["web-primary", "web-standby"],
  "web-primary": [],
  "web-standby": [],
};

/** A synthesis of stacks that hold one `terraform_data` each: real Terraform without any provider to download. */
function synthesis(): string {
  const output = mkdtempSync(join(folder, "out-"));
  for (const [name, dependencies] of Object.entries(STACKS)) {
    mkdirSync(join(output, "stacks", name), { recursive: true });
    const configuration = {
      terraform: { backend: { local: { path: "terraform.tfstate" } } },
      resource: { terraform_data: { thing: { input: name } } },
      output: { address: { value: "${terraform_data.thing.output}" } },
      ...(dependencies.length === 0
        ? {}
        : {
            data: {
              terraform_remote_state: {
                primary: { backend: "local", config: { path: "../web-primary/terraform.tfstate" } },
              },
            },
          }),
    };
    writeFileSync(join(output, "stacks", name, "cdk.tf.json"), JSON.stringify(configuration));
  }
  const stacks = Object.fromEntries(
    Object.entries(STACKS).map(([name, dependencies]) => [
      name,
      { name, workingDirectory: `stacks/${name}`, dependencies },
    ]),
  );
  writeFileSync(join(output, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
  return output;
}

function realTerraform(): Terraform {
  const logFolder = mkdtempSync(join(folder, "log-"));
  const { executable, environment } = setUpTerraform(thisMachine(process.env), logFolder);
  return { executable, environment, processes, logFolder };
}

test("the manifest tells the stacks, their folders and what they depend on", () => {
  const output = synthesis();
  expect(synthesizedStacks(output)).toContainEqual({
    name: "web-failover",
    folder: join(output, "stacks", "web-failover"),
    dependencies: ["web-primary", "web-standby"],
  });
});

test("real Terraform applies the stacks in their order, plans no changes, tells the outputs, and destroys all", async () => {
  const output = synthesis();
  const stacks = synthesizedStacks(output);
  const terraform = realTerraform();
  const finished: string[] = [];
  const listen = (stack: string, event: ResourceEvent) => {
    if (event.state === "finished") finished.push(`${stack}: ${event.action} ${event.done} of ${event.of}`);
  };

  await initializeStacks(terraform, stacks);
  await applyStacks(terraform, stacks, listen);
  expect([...finished].sort()).toEqual(Object.keys(STACKS).map((name) => `${name}: create 1 of 1`));
  expect(finished.at(-1)).toBe("web-failover: create 1 of 1");

  expect(await planStacks(terraform, stacks)).toEqual(new Map(stacks.map(({ name }) => [name, []])));
  expect(await stackOutputs(terraform, stacks[0]!)).toEqual({ address: "web-failover" });

  finished.length = 0;
  await destroyStacks(terraform, stacks, listen);
  expect(finished[0]).toBe("web-failover: delete 1 of 1");
  const { resources } = JSON.parse(readFileSync(join(output, "stacks/web-primary/terraform.tfstate"), "utf8"));
  expect(resources).toEqual([]);
}, 120_000);

test("a plan tells what it would change, also where it is an output only", async () => {
  const output = synthesis();
  const stacks = synthesizedStacks(output).filter(({ name }) => name === "web-primary");
  const terraform = realTerraform();
  await initializeStacks(terraform, stacks);
  await applyStacks(terraform, stacks, () => {});
  const file = join(output, "stacks/web-primary/cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"${terraform_data.thing.output}"', '"changed"'));
  const changes = await planStacks(terraform, stacks);
  expect(changes.get("web-primary")).toEqual([{ address: "output.address", action: "update" }]);
}, 60_000);

test("one stack is planned by itself, and a plan that fails is an answer with its reason and its time", async () => {
  const output = synthesis();
  const stacks = synthesizedStacks(output).filter(({ name }) => name === "web-primary");
  const terraform = realTerraform();
  await initializeStacks(terraform, stacks);
  await applyStacks(terraform, stacks, () => {});
  expect(await planStack(terraform, stacks[0]!, 60)).toMatchObject({ kind: "planned", changes: [] });

  writeFileSync(join(output, "stacks/web-primary/cdk.tf.json"), "{");
  const failed = await planStack(terraform, stacks[0]!, 60);
  expect(failed).toMatchObject({
    kind: "failed",
    message: expect.stringContaining('terraform plan of the stack "web-primary" failed'),
  });
  expect(failed.seconds).toBeLessThan(60);
}, 60_000);

test("a stack without its backend can be validated, and what is wrong is told with the stack's name", async () => {
  const output = synthesis();
  const stacks = synthesizedStacks(output).filter(({ name }) => name === "web-standby");
  const terraform = realTerraform();
  await initializeStacks(terraform, stacks, { backend: false });
  await expect(readTerraform(terraform, stacks[0]!, "validate")).resolves.toMatchObject({ valid: true });

  const file = join(output, "stacks/web-standby/cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"input"', '"inputt"'));
  await expect(readTerraform(terraform, stacks[0]!, "validate")).rejects.toThrow(
    /terraform validate of the stack "web-standby" failed\.\n {2}Error: Extraneous JSON object property|inputt/,
  );
}, 60_000);

test("a provider that is nowhere is told with where it was looked for, and what to do", async () => {
  const stack = mkdtempSync(join(folder, "stack-"));
  const wanted = { aws: { source: "hashicorp/aws", version: "= 0.0.1" } };
  writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ terraform: { required_providers: wanted } }));
  const empty = mkdtempSync(join(folder, "mirror-"));
  const cliConfiguration = join(empty, "terraform.tfrc");
  writeFileSync(cliConfiguration, mirrorConfiguration(empty));
  const terraform = realTerraform();
  const environment = { ...terraform.environment, TF_CLI_CONFIG_FILE: cliConfiguration };
  const initializing = initializeStacks(
    { ...terraform, environment, providerFrom: "the mirror /opt/plugins, which holds 5.100.0" },
    [{ name: "web-primary", folder: stack, dependencies: [] }],
  );
  await expect(initializing).rejects.toThrow(/^terraform init of the stack "web-primary" failed/);
  await expect(initializing).rejects.toThrow(
    "The AWS provider is taken from the mirror /opt/plugins, which holds 5.100.0. What `awsProvider:` allows must be there: " +
      'put it there, e.g. with "terraform providers mirror FOLDER", name another folder by PILOT_LIGHT_TERRAFORM_MIRROR, or change the range.',
  );
}, 60_000);
