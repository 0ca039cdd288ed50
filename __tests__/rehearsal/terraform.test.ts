import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LONGEST_LOG_BYTES } from "../../embedded-aws/bounded-log";
import { Processes } from "../../rehearsal/processes";
import { readTerraform, runTerraform, type Terraform } from "../../rehearsal/terraform";
import { TerraformFailure } from "../../rehearsal/terraform-failure";
import type { ResourceEvent } from "../../rehearsal/terraform-messages";
import { temporaryFolder } from "../temporary-folder";
import { fakeExecutable } from "./fake-executable";

const folder = temporaryFolder();
const stack = { name: "web-standby", folder };
let fakes = 0;

/** A Terraform whose body is JavaScript; `say` prints one message. */
function terraform(body: string, changes: Partial<Terraform> = {}): Terraform {
  fakes += 1;
  const home = join(folder, `fake-${fakes}`);
  mkdirSync(home);
  const say = "const say = (message) => console.log(JSON.stringify(message));";
  const executable = fakeExecutable(home, "terraform", `${say}\n${body}`);
  return {
    executable,
    environment: { PATH: process.env.PATH },
    processes: new Processes(300),
    logFolder: home,
    ...changes,
  };
}

const failureOf = (run: Promise<unknown>) =>
  run.then(
    () => {
      throw new Error("it succeeded");
    },
    (error: unknown) => error as TerraformFailure,
  );

test.each([
  [{ kind: "init", backend: true }, "init -json -backend=true"],
  [{ kind: "init", backend: false }, "init -json -backend=false"],
  [{ kind: "plan", saveTo: "p" }, "plan -json -detailed-exitcode -out=p"],
  [{ kind: "look", withinSeconds: 60 }, "plan -json -detailed-exitcode -lock=false"],
  [{ kind: "apply" }, "apply -json -auto-approve"],
  [{ kind: "destroy" }, "destroy -json -auto-approve"],
] as const)("%j is terraform %s", async (command, line) => {
  const fake = terraform("console.log(args.join(' '))");
  await runTerraform(fake, stack, command);
  expect(readFileSync(join(fake.logFolder, "web-standby.log"), "utf8")).toBe(`$ terraform ${line}\n${line}\n`);
});

test("it runs in the stack's folder with exactly the environment it is given", async () => {
  const fake = terraform(
    "console.log(JSON.stringify({ folder: process.cwd(), only: process.env.ONLY, home: process.env.HOME }))",
    {
      environment: { ONLY: "this" },
    },
  );
  expect(await readTerraform(fake, stack, "output")).toEqual({ folder, only: "this" });
});

test("a plan with changes is no failure, and its changes are counted", async () => {
  const fake = terraform(`
    say({ type: "planned_change", change: { resource: { addr: "aws_eip.site" }, action: "create" } });
    say({ type: "change_summary", changes: { add: 1, change: 0, remove: 0, operation: "plan" } });
    process.exitCode = 2;`);
  const result = await runTerraform(fake, stack, { kind: "plan", saveTo: "p" });
  expect(result).toEqual({
    plannedChanges: [{ address: "aws_eip.site", action: "create" }],
    changes: 1,
    diagnostics: [],
    longest: undefined,
    seconds: expect.any(Number),
  });
});

test("an apply reports each resource among as many as its plan announced", async () => {
  const events: ResourceEvent[] = [];
  const fake = terraform(
    `say({ type: "change_summary", changes: { add: 4, change: 0, remove: 0, operation: "plan" } });
    say({ type: "apply_complete", hook: { resource: { addr: "aws_eip.site" }, action: "create" } });`,
  );
  await runTerraform(fake, stack, { kind: "apply" }, (event) => events.push(event));
  expect(events).toEqual([{ state: "finished", address: "aws_eip.site", action: "create", done: 1, of: 4 }]);
});

test("a failure names stack, step and exit code, and shows the errors with their details", async () => {
  const fake = terraform(`
    say({ type: "diagnostic", diagnostic: { severity: "warning", summary: "Deprecated", detail: "Soon gone" } });
    say({ type: "diagnostic", diagnostic: { severity: "error", summary: "creating EIP", detail: "AddressLimitExceeded\\nAsk for more", address: "aws_eip.site" } });
    process.exitCode = 1;`);
  const failure = await failureOf(runTerraform(fake, stack, { kind: "apply" }));
  expect(failure).toBeInstanceOf(TerraformFailure);
  expect(failure).toMatchObject({ stack: "web-standby", step: "apply" });
  expect(failure.diagnostics.map(({ summary }) => summary)).toEqual(["Deprecated", "creating EIP"]);
  expect(failure.message).toBe(
    [
      'terraform apply of the stack "web-standby" failed with exit code 1.',
      "  Error: creating EIP (aws_eip.site)",
      "    AddressLimitExceeded",
      "    Ask for more",
      `Its log is ${join(fake.logFolder, "web-standby.log")}.`,
    ].join("\n"),
  );
});

test("a failure without diagnostics shows the last twenty lines", async () => {
  const fake = terraform(`for (let i = 1; i <= 25; i++) console.error("line " + i); process.exitCode = 11;`);
  const { message } = await failureOf(runTerraform(fake, stack, { kind: "destroy" }));
  expect(message).toContain("failed with exit code 11.\nline 6\n");
  expect(message).toContain("line 25");
  expect(message).not.toContain("line 5\n");
});

test("exit code 2 is a failure for everything but a plan", async () => {
  const fake = terraform("process.exitCode = 2");
  expect((await failureOf(runTerraform(fake, stack, { kind: "destroy" }))).message).toContain(
    "failed with exit code 2",
  );
});

test("a Terraform that somebody kills says which signal ended it", async () => {
  const fake = terraform('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);');
  expect((await failureOf(runTerraform(fake, stack, { kind: "destroy" }))).message).toContain("was ended by SIGKILL.");
});

test("a Terraform that cannot be started says why", async () => {
  const fake = terraform("", { executable: join(folder, "missing") });
  const { message } = await failureOf(runTerraform(fake, stack, { kind: "destroy" }));
  expect(message).toContain('terraform destroy of the stack "web-standby" could not be started: spawn');
});

test("a look that does not end in its time is stopped, and the failure says after how long", async () => {
  const fake = terraform("setInterval(() => {}, 1000);");
  const { message } = await failureOf(runTerraform(fake, stack, { kind: "look", withinSeconds: 0.3 }));
  expect(message).toContain('terraform plan of the stack "web-standby" had not ended after 0.3 s and was stopped');
});

test("a failure for want of an answer names the region", async () => {
  const home = join(folder, "dark");
  mkdirSync(home);
  writeFileSync(
    join(home, "cdk.tf.json"),
    JSON.stringify({ provider: { aws: [{ alias: "primary", region: "us-west-2" }] } }),
  );
  const address = JSON.stringify('provider["registry.terraform.io/hashicorp/aws"].primary');
  const fake = terraform(`
    say({ type: "diagnostic", diagnostic: { severity: "error", summary: "request send failed", detail: "", address: ${address} } });
    process.exitCode = 1;`);
  const run = runTerraform(fake, { name: "web-primary", folder: home }, { kind: "look", withinSeconds: 60 });
  expect((await failureOf(run)).message).toContain(
    'terraform plan of the stack "web-primary" failed with exit code 1; no answer from us-west-2.\n  Error: request send failed',
  );
});

test("what validate finds wrong is in the failure", async () => {
  const fake = terraform(`
    say({ valid: false, diagnostics: [{ severity: "error", summary: "Unsupported argument", detail: "No such thing" }] });
    process.exitCode = 1;`);
  const { message } = await failureOf(readTerraform(fake, stack, "validate"));
  expect(message).toContain(
    'terraform validate of the stack "web-standby" failed.\n  Error: Unsupported argument\n    No such thing',
  );
});

test("a validate that dies without a document fails with what it said", async () => {
  const fake = terraform("console.error('panic'); process.exitCode = 2;");
  const { message } = await failureOf(readTerraform(fake, stack, "validate"));
  expect(message).toContain('terraform validate of the stack "web-standby" failed with exit code 2.\npanic');
});

test("the log keeps everything of all runs of a stack, also what is no message", async () => {
  const fake = terraform("say({ type: 'version' }); console.error('a warning');");
  await runTerraform(fake, stack, { kind: "destroy" });
  await runTerraform(fake, stack, { kind: "destroy" });
  const log = readFileSync(join(fake.logFolder, "web-standby.log"), "utf8");
  expect(log.match(/^\$ terraform destroy/gm)).toHaveLength(2);
  expect(log.match(/^a warning$/gm)).toHaveLength(2);
  expect(log.match(/^{"type":"version"}$/gm)).toHaveLength(2);
});

test("what it prints fills neither the disk nor our memory, and its last words are told", async () => {
  const fake = terraform(`
    const { statSync } = require("node:fs");
    const line = "TRACE " + "a call ".repeat(2_000);
    for (let printed = 0; printed <= ${LONGEST_LOG_BYTES}; printed += line.length) console.error(line);
    const log = require("node:path").join(__dirname, "web-standby.log");
    const size = () => { try { return statSync(log).size; } catch { return 0; } };
    let longest = 0;
    setInterval(() => {
      longest = Math.max(longest, size());
      if (longest <= ${LONGEST_LOG_BYTES} || size() > ${LONGEST_LOG_BYTES}) return;
      console.error("panic: the last words");
      process.exit(11);
    }, 20);`);
  const failure = await failureOf(runTerraform(fake, stack, { kind: "apply" }));
  expect(failure.message).toContain("panic: the last words");
  expect(failure.message.split("\n").length).toBeLessThan(30);
});
