import { randomUUID } from "node:crypto";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findExecutable } from "../../embedded-aws/find-executable";
import { temporaryFolder } from "../temporary-folder";
import { countsSharedPagesOnce, MEMORY_LIMIT_MB, OUR_MEMORY_LIMIT_MB, watchMemory } from "./memory";
import { gitStatus, npmStart } from "./running-start";

/** A whole story takes three and a half minutes on two cores, more on a busy machine. */
jest.setTimeout(600_000);

const CONFIGURATION = ["--config", join("__tests__", "configurations", "state-in-s3.yaml")];
const folder = temporaryFolder();

test("npm start plays the whole story, with its state in S3, and leaves nothing behind", async () => {
  const before = gitStatus();
  const run = npmStart(folder, CONFIGURATION);
  const memory = watchMemory(run.child.pid!);

  const code = await run.ended;
  const peaks = memory.stop();

  expect({ code, printed: run.printed() }).toMatchObject({ code: 0 });
  const story = [
    "Synthesizing",
    "Starting an AWS on this machine",
    "seed 1",
    "Deploying 3 stacks",
    "www: users are served by the primary",
    "the standby is stopped, the controller is armed",
    "www: the primary is stopped",
    "www: hands off: users are served by the standby",
    "10 × users are served by",
    "www: the failover is committed, and holds",
    "/failover-lock is written; effective at",
    "www: every trigger's way to the controller",
    "alarm: delivered after",
    "EC2 event: delivered after",
    "schedule: delivered after",
    "www: the outage, as users saw it",
    'people read: "www: the standby serves"',
    "for the worst user",
    "Terraform plans no changes while failed over",
    "www: somebody starts the primary",
    "www: users stay at the standby",
    "10 × users are served by",
    "www: the operator's one command: npx --no pilot-light failback www --region us-east-1 --yes --reason",
    "Users are sent back to the primary",
    "every name server answers the primary",
    "failed back",
    "www: users are back at the primary, and nobody saw a gap",
    "since the command nobody saw a failed request: 10 × users are served by",
    "the standby",
    'people read: "www: failed back: users are at the primary"',
    "www: the episode's record",
    "s by the record;",
    "Terraform plans no changes after the failback",
    "Destroying everything",
    "Nothing is left in the account",
    "Where the time went",
  ];
  let from = 0;
  for (const words of story) {
    const found = run.printed().indexOf(words, from);
    expect({ words, found, after: run.printed().slice(from, from + 500) }).not.toMatchObject({ found: -1 });
    from = found + words.length;
  }
  expect(await run.processes()).toEqual([]);
  expect(run.temporaryFiles()).toEqual([]);
  expect(gitStatus()).toBe(before);
  expect(peaks.all).toBeLessThan(MEMORY_LIMIT_MB);
  if (countsSharedPagesOnce) expect(peaks.ours).toBeLessThan(OUR_MEMORY_LIMIT_MB);
});

test("Ctrl-C in the middle of a deployment ends it, and leaves no process and no temporary file", async () => {
  const run = npmStart(folder, CONFIGURATION);
  await run.untilPrinted("Deploying 3 stacks");

  process.kill(-run.child.pid!, "SIGINT");
  const code = await run.ended;

  expect(code).not.toBe(0);
  expect(await run.processes()).toEqual([]);
  expect(run.temporaryFiles()).toEqual([]);
});

describe("on a machine that lacks a tool", () => {
  /** A PATH with these tools and no others. */
  function pathWith(...tools: string[]): string {
    const bin = join(folder, randomUUID());
    mkdirSync(bin);
    for (const tool of ["node", "npm", "sh", ...tools]) {
      symlinkSync(findExecutable(tool, process.env.PATH)!, join(bin, tool));
    }
    return bin;
  }

  test("npm start says which step needs Terraform, and how to get it", async () => {
    const run = npmStart(folder, CONFIGURATION, { PATH: pathWith() });

    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(
      /Step "Finding Terraform and its AWS provider" failed: "terraform" is not on the PATH/,
    );
    expect(run.printed()).toContain("brew install hashicorp/tap/terraform");
    expect(run.temporaryFiles()).toEqual([]);
  });

  test("npm start says which step needs moto, and the ways to get it", async () => {
    const run = npmStart(folder, CONFIGURATION, { PATH: pathWith("terraform") });

    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(
      /Step "Starting an AWS on this machine" failed: moto_server.*was not found on the PATH/,
    );
    expect(run.printed()).toContain("pip install 'moto[server,all]==5.2.1'");
    expect(await run.processes()).toEqual([]);
  });
});
