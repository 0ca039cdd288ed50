import { randomUUID } from "node:crypto";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "../temporary-folder";
import { fakeExecutable } from "./fake-executable";
import { bundledStart, bundleStart, endAt, type RunningStart } from "./running-start";

/** Synthesis and moto take some seconds each, several times that on a busy machine. */
jest.setTimeout(120_000);

const folder = temporaryFolder();
beforeAll(() => bundleStart(folder));

/** A Terraform that creates nothing: what it does beyond saying its version is the test's. */
function startWith(terraform: string): RunningStart {
  const name = `terraform-${randomUUID()}`;
  const version =
    'if (args[0] === "version") { console.log(JSON.stringify({ terraform_version: "1.11.4" })); process.exit(); }';
  fakeExecutable(join(folder, name), "terraform", `${version}\n${terraform}`);
  const PATH = [join(folder, name), process.env.PATH].join(delimiter);
  return bundledStart(folder, ["--config", join("__tests__", "configurations", "smallest.yaml")], { PATH });
}
const HANGS = (command: string) => `if (args[0] === "${command}") setInterval(() => {}, 1_000);`;
/** Says that it has begun as soon as it is deaf. */
const DEPLOYS_DEAF = `
  process.on("SIGINT", () => {});
  if (args[0] === "apply") {
    const changes = { add: 1, change: 0, remove: 0, operation: "plan" };
    console.log(JSON.stringify({ type: "change_summary", changes }));
    console.log(JSON.stringify({ type: "apply_complete", hook: { resource: { addr: "aws_eip.site" }, action: "create" } }));
  }
  ${HANGS("apply")}`;

test.each([
  ["Ctrl-C while it synthesizes", "SIGINT", 130, "", "Synthesizing"],
  ["Ctrl-C while moto starts", "SIGINT", 130, "", "Starting an AWS on this machine"],
  ["Ctrl-C while Terraform looks for its providers", "SIGINT", 130, HANGS("init"), "Initializing Terraform"],
  ["Ctrl-C while a Terraform deploys that is deaf to it", "SIGINT", 130, DEPLOYS_DEAF, ": 1 of 1"],
  ["SIGTERM while Terraform deploys", "SIGTERM", 143, HANGS("apply"), "Deploying 3 stacks"],
] as const)("%s ends everything: %s is exit code %d", async (_, signal, code, terraform, words) => {
  const ended = await endAt(
    () => startWith(terraform),
    words,
    ({ child }) => void process.kill(-child.pid!, signal),
  );
  expect(ended.code).toBe(code);
  expect(ended.printed).toContain("Interrupted: stopping everything");
});

test("a moto that dies while Terraform works is told of at once, and ends everything", async () => {
  const { code, printed } = await endAt(
    () => startWith(HANGS("apply")),
    "Deploying 3 stacks",
    (run) => run.killMoto(),
  );
  expect(code).toBe(1);
  expect(printed).toContain(
    'Step "Deploying 3 stacks" failed: moto_server, which stands in for AWS on this machine, ended by SIGKILL in the middle',
  );
});

test("a Terraform that fails says which stack, what and why, and ends everything", async () => {
  const terraform = `
    const diagnostic = { severity: "error", summary: "creating EC2 Instance", detail: "VcpuLimitExceeded", address: "aws_instance.site" };
    if (args[0] === "apply") { console.log(JSON.stringify({ type: "diagnostic", diagnostic })); process.exitCode = 1; }`;
  const { code, printed } = await endAt(
    () => startWith(terraform),
    "Deploying 3 stacks",
    () => {},
  );
  expect(code).toBe(1);
  expect(printed).toMatch(
    /Step "Deploying 3 stacks" failed: .*terraform apply of the stack "[\w-]+" failed with exit code 1\./,
  );
  expect(printed).toContain("  Error: creating EC2 Instance (aws_instance.site)\n    VcpuLimitExceeded");
});
