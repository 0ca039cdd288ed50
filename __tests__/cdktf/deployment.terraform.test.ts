import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { loadConfiguration } from "../../config/load";
import { formatProblem } from "../../config/problem-text";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { compareInventories, type Inventory } from "../../embedded-aws/inventory";
import { type DeployedWorkload, deployedWorkloads } from "../../rehearsal/deployed-workload";
import { requireNoChanges } from "../../rehearsal/plans";
import { Processes } from "../../rehearsal/processes";
import { silentProgress } from "../../rehearsal/progress";
import { proveStandby } from "../../rehearsal/proof-story";
import { setStage } from "../../rehearsal/stage";
import { runTerraform, type Terraform } from "../../rehearsal/terraform";
import { initializeStacks, outputsByStack, synthesizedStacks } from "../../rehearsal/terraform-stacks";
import { Timeline } from "../../rehearsal/timeline";
import { editsWithoutEffect } from "../../stacks/edits-without-effect";
import { configuration, configurationFile } from "../configurations";
import { embeddedAwsFor, realTerraform, stacksInFolder } from "../embedded-deployment";
import { failureOfBrokenStory } from "../rehearsal/broken-story";
import { removeThePermissionOfSns } from "../rehearsal/hand-made-breaks";
import { REGIONS, STANDBY_REGION } from "../rehearsal/proven-deployment";
import { temporaryFolder } from "../temporary-folder";

/** A deployment takes about 80 s on two cores, a destruction 50 s. */
jest.setTimeout(300_000);

const folder = temporaryFolder();
const processes = new Processes();
const timeline = new Timeline();
const output = join(folder, "project", "cdktf.out");
let aws: EmbeddedAws;
let terraform: Terraform;
let before: Inventory;
let workload: DeployedWorkload;

/** Runs cdktf as a user does, in the project's folder and with its cdktf.json. */
async function cdktf(...args: string[]): Promise<string> {
  const command = ["--no", "cdktf", ...args, "--output", output];
  const environment = { ...terraform.environment, PILOT_LIGHT_CONFIG: configurationFile("smallest"), CI: "1" };
  const { stdout } = await promisify(execFile)("npx", command, { env: environment, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

beforeAll(async () => {
  mkdirSync(join(folder, "project"));
  const needs = await stacksInFolder(mkdtempSync(join(folder, "needs-")), configuration("smallest"));
  aws = await embeddedAwsFor(folder, needs, timeline);
  const real = realTerraform(folder, processes);
  terraform = { ...real, environment: { ...real.environment, ...aws.environment } };
  before = await aws.inventory();

  await cdktf("deploy", "*", "--auto-approve", "--parallelism", "2", "--skip-provider-lock");

  const outputs = await outputsByStack(terraform, synthesizedStacks(output));
  [workload] = deployedWorkloads(outputs) as [DeployedWorkload];
  await aws.refresh();
});
afterAll(async () => {
  await processes.stopAll();
  await aws?.stop();
});

test("`npx cdktf deploy '*'` deploys a workload whose standby is proven, stopped and armed by its controller", async () => {
  const messagesFolder = join(folder, "aws", "messages");
  const stage = await setStage({ aws, timeline, regions: REGIONS, messagesFolder }, workload);
  stage.users.start();
  await expect(proveStandby(silentProgress(), stage)).resolves.toBeUndefined();
  stage.users.stop();
});

test("cdktf's command writes the very files that the synthesis without it writes", async () => {
  const own = await stacksInFolder(mkdtempSync(join(folder, "own-")), configuration("smallest"));
  for (const { name, folder: ownFolder } of own) {
    const file = join("stacks", name, "cdk.tf.json");
    expect(readFileSync(join(output, file), "utf8")).toBe(readFileSync(join(ownFolder, "cdk.tf.json"), "utf8"));
  }
  expect(own.map(({ name }) => name).sort()).toEqual(readdirSync(join(output, "stacks")).sort());
});

test("the inventory sees a thing of every kind that is deployed, so that none could be left behind unseen", async () => {
  const { added } = compareInventories(before, await aws.inventory());
  const kinds = [
    ...["ec2 instance", "ec2 network interface", "ec2 address", "ec2 security group", "ec2 volume"],
    ...["sns topic", "sns subscription", "cloudwatch alarm", "sqs queue", "event rule", "log group"],
    ...[
      "lambda function",
      "schedule",
      "iam role",
      "iam instance profile",
      "s3 bucket",
      "health check",
      "record of zone",
    ],
  ];
  expect(kinds.filter((kind) => !added.some((line) => line.includes(` ${kind} `)))).toEqual([]);
});

test("`npx cdktf diff` finds nothing to change in a deployment", async () => {
  expect(await cdktf("diff", "www-failover", "--skip-synth", "--skip-provider-lock")).toContain("No changes");
});

describe("an edit of what a server was created from", () => {
  async function planWith(standbyLine: string) {
    const edited = mkdtempSync(join(folder, "edited-"));
    const file = join(edited, "pilot-light.yaml");
    writeFileSync(join(edited, "start.sh"), "#!/bin/bash\nexec /opt/shop/serve\n");
    const smallest = readFileSync(configurationFile("smallest"), "utf8");
    writeFileSync(
      file,
      smallest.replace("hostedZone: example.com\n", (line) => line + standbyLine),
    );
    const loaded = loadConfiguration(file, (path) => readFileSync(path));
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
    const stacks = await stacksInFolder(join(edited, "project"), loaded.configuration);
    for (const { name } of stacks) {
      copyFileSync(
        join(folder, "project", `terraform.${name}.tfstate`),
        join(edited, "project", `terraform.${name}.tfstate`),
      );
    }
    const standby = stacks.find(({ name }) => name === "www-standby")!;
    await initializeStacks(terraform, [standby]);
    return runTerraform(terraform, standby, { kind: "plan", saveTo: join(edited, "plan") });
  }

  test("is seen in the state that Terraform wrote, before any plan", () => {
    const [www] = configuration("smallest").workloads;
    const userData = { path: "start.sh", bytes: Buffer.from("#!/bin/bash\n") };
    const edited = { ...configuration("smallest"), workloads: [{ ...www!, standby: { ...www!.standby, userData } }] };
    const readState = (stack: string) => readFileSync(join(folder, "project", `terraform.${stack}.tfstate`), "utf8");

    expect(editsWithoutEffect(configuration("smallest"), readState)).toEqual([]);
    expect(editsWithoutEffect(edited, readState)).toEqual([expect.stringContaining("set generation: 2")]);
  });

  test("changes nothing, and the plan says so and what to do", async () => {
    const { plannedChanges, diagnostics } = await planWith("    standby: { userData: start.sh }\n");

    expect(plannedChanges).toEqual([]);
    expect(diagnostics.map(({ severity, detail }) => ({ severity, detail }))).toContainEqual({
      severity: "warning",
      detail:
        'workload "www", standby: ami, userData or instanceType was edited, but a server keeps what it was created from: this edit changes nothing. To replace the server, set generation: 2; to keep it, undo the edit.',
    });
  });

  test("with a new generation replaces the server, and nothing that it is reached by", async () => {
    const { plannedChanges, diagnostics } = await planWith("    standby: { userData: start.sh, generation: 2 }\n");

    const replaced = plannedChanges.filter(({ action }) => action === "replace").map(({ address }) => address);
    expect(replaced.map((address) => address.split(".")[0]).sort()).toEqual(["aws_instance", "terraform_data"]);
    expect(diagnostics.filter(({ severity }) => severity === "warning")).toEqual([]);
  });
});

test("the way out: what is deployed is plain Terraform JSON, which plans no changes far from this project", async () => {
  const elsewhere = mkdtempSync(join(folder, "elsewhere-"));
  for (const name of readdirSync(join(folder, "project"))) {
    renameSync(join(folder, "project", name), join(elsewhere, name));
  }
  try {
    const stacks = synthesizedStacks(join(elsewhere, "cdktf.out"));
    await initializeStacks(terraform, stacks);
    await expect(requireNoChanges(terraform, stacks, () => {})).resolves.toBeUndefined();
  } finally {
    for (const name of readdirSync(elsewhere)) renameSync(join(elsewhere, name), join(folder, "project", name));
  }
});

test("where SNS has no permission to call the controller, the rehearsal fails at the right step and names it", async () => {
  const failure = await failureOfBrokenStory({ aws, workload, folder }, removeThePermissionOfSns);

  expect(failure).toMatchObject({ step: "www: every trigger's way to the controller" });
  expect(failure.message).toContain(
    "alarm: dead: Function pilot-light-www in us-east-1 does not permit sns.amazonaws.com to invoke it",
  );
});

test("`npx cdktf destroy '*'` leaves the account as it was, also when buckets hold versions and delete markers", async () => {
  const lock = { Bucket: workload.lock.bucket, Key: workload.lock.key };
  await aws.clients.s3(STANDBY_REGION).send(new PutObjectCommand({ ...lock, Body: "{}" }));
  await aws.clients.s3(STANDBY_REGION).send(new DeleteObjectCommand(lock));

  await cdktf("destroy", "*", "--auto-approve", "--parallelism", "2", "--skip-provider-lock");

  expect(compareInventories(before, await aws.inventory())).toEqual({ added: [], removed: [] });
});
