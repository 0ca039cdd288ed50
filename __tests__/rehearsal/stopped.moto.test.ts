import { randomUUID } from "node:crypto";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "../temporary-folder";
import { fakeExecutable } from "./fake-executable";
import { bundledStart, bundleStart, gitStatus, type RunningStart } from "./running-start";

/** Synthesis and moto take some seconds each, several times that on a busy machine. */
jest.setTimeout(120_000);
/** From a signal, or from moto's death, until nothing is left. Terraform alone has five seconds to end. */
const ENDS_WITHIN_MS = 12_000;

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

/** Runs until the words are printed, does it, and expects the run to end soon, and to leave nothing. */
async function endAt(run: RunningStart, words: string, deed: () => void): Promise<number | null> {
  const before = gitStatus();
  await run.untilPrinted(words);
  deed();
  const since = performance.now();
  const code = await run.ended;
  expect(performance.now() - since).toBeLessThan(ENDS_WITHIN_MS);
  expect(await run.processes()).toEqual([]);
  expect(run.temporaryFiles()).toEqual([]);
  expect(gitStatus()).toBe(before);
  return code;
}

test.each([
  ["Ctrl-C while it synthesizes", "SIGINT", 130, "", "Synthesizing"],
  ["Ctrl-C while moto starts", "SIGINT", 130, "", "Starting an AWS on this machine"],
  ["Ctrl-C while Terraform looks for its providers", "SIGINT", 130, HANGS("init"), "Initializing Terraform"],
  ["Ctrl-C while a Terraform deploys that is deaf to it", "SIGINT", 130, DEPLOYS_DEAF, ": 1 of 1"],
  ["SIGTERM while Terraform deploys", "SIGTERM", 143, HANGS("apply"), "Deploying 3 stacks"],
] as const)("%s ends everything: %s is exit code %d", async (_, signal, code, terraform, words) => {
  const run = startWith(terraform);
  expect(await endAt(run, words, () => process.kill(-run.child.pid!, signal))).toBe(code);
  expect(run.printed()).toContain("Interrupted: stopping everything");
});

test("a moto that dies while Terraform works is told of at once, and ends everything", async () => {
  const run = startWith(HANGS("apply"));
  expect(await endAt(run, "Deploying 3 stacks", () => run.killMoto())).toBe(1);
  expect(run.printed()).toContain(
    'Step "Deploying 3 stacks" failed: moto_server, which stands in for AWS on this machine, ended by SIGKILL in the middle',
  );
});

test("a Terraform that fails says which stack, what and why, and ends everything", async () => {
  const run = startWith(`
    const diagnostic = { severity: "error", summary: "creating EC2 Instance", detail: "VcpuLimitExceeded", address: "aws_instance.site" };
    if (args[0] === "apply") { console.log(JSON.stringify({ type: "diagnostic", diagnostic })); process.exitCode = 1; }`);
  expect(await endAt(run, "Deploying 3 stacks", () => {})).toBe(1);
  expect(run.printed()).toMatch(
    /Step "Deploying 3 stacks" failed: .*terraform apply of the stack "[\w-]+" failed with exit code 1\./,
  );
  expect(run.printed()).toContain("  Error: creating EC2 Instance (aws_instance.site)\n    VcpuLimitExceeded");
});
