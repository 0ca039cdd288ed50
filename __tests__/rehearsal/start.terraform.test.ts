import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findExecutable } from "../../embedded-aws/find-executable";
import { temporaryFolder } from "../temporary-folder";

/** A whole story takes about three minutes on two cores. */
jest.setTimeout(400_000);

const CONFIGURATION = join("__tests__", "configurations", "state-in-s3.yaml");
const folder = temporaryFolder();

interface Run {
  child: ChildProcess;
  /** Everything printed so far. */
  printed(): string;
  /** The exit code, once the run and all that it printed to is closed. */
  ended: Promise<number | null>;
  /** Its own folder for temporary files. */
  temporary: string;
  /** Is in the environment of every process that the run starts. */
  mark: string;
}

/** `npm start`, as a user types it. */
function npmStart(environment: NodeJS.ProcessEnv = {}): Run {
  const mark = randomUUID();
  const temporary = join(folder, mark);
  mkdirSync(temporary);
  const child = spawn("npm", ["start", "--", "--config", CONFIGURATION], {
    // A group of its own, as a shell gives it: Ctrl-C reaches all of it.
    detached: true,
    env: { ...process.env, ...environment, TMPDIR: temporary, REHEARSAL_TEST: mark },
  });
  let text = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, printed: () => text, ended, temporary, mark };
}

async function untilPrinted(run: Run, words: string): Promise<void> {
  while (!run.printed().includes(words)) {
    if (run.child.exitCode !== null) throw new Error(`ended without printing "${words}":\n${run.printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Commands of processes that the run has left behind; `ps` shows their environment with `e`. */
function leftBehind(mark: string): string[] {
  const processes = execFileSync("ps", ["axeww", "-o", "command"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return processes.split("\n").filter((line) => line.includes(`REHEARSAL_TEST=${mark}`));
}

const gitStatus = () => execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });

test("npm start plays the whole story, with its state in S3, and leaves nothing behind", async () => {
  const before = gitStatus();
  const run = npmStart();

  const code = await run.ended;

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
    "www: every trigger's way to the controller",
    "alarm: delivered after",
    "EC2 event: delivered after",
    "schedule: delivered after",
    "www: the outage, as users saw it",
    'people read: "www: the standby serves"',
    "for the worst user",
    "Terraform plans no changes while failed over",
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
  expect(leftBehind(run.mark)).toEqual([]);
  expect(readdirSync(run.temporary)).toEqual([]);
  expect(gitStatus()).toBe(before);
});

test("Ctrl-C in the middle of a deployment ends it, and leaves no process and no temporary file", async () => {
  const run = npmStart();
  await untilPrinted(run, "Deploying 3 stacks");

  process.kill(-run.child.pid!, "SIGINT");
  const code = await run.ended;

  expect(code).not.toBe(0);
  expect(leftBehind(run.mark)).toEqual([]);
  expect(readdirSync(run.temporary)).toEqual([]);
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
    const run = npmStart({ PATH: pathWith() });

    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(
      /Step "Finding Terraform and its AWS provider" failed: "terraform" is not on the PATH/,
    );
    expect(run.printed()).toContain("brew install hashicorp/tap/terraform");
    expect(readdirSync(run.temporary)).toEqual([]);
  });

  test("npm start says which step needs moto, and the ways to get it", async () => {
    const run = npmStart({ PATH: pathWith("terraform") });

    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(
      /Step "Starting an AWS on this machine" failed: moto_server.*was not found on the PATH/,
    );
    expect(run.printed()).toContain("pip install 'moto[server,all]==5.2.1'");
    expect(leftBehind(run.mark)).toEqual([]);
  });
});
