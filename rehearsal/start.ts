import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { readCommandLine, USAGE } from "./command-line";
import { Processes, stopWhenInterrupted } from "./processes";
import { Progress } from "./progress";
import { rehearse } from "./rehearsal";

// The pinned SDK supports Node 20; what it says of later versions helps nobody here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** Calls of AWS that a failure shows: enough to see what led to it, few enough to read. */
const LAST_CALLS = 8;

/** `npm start`. Exit code 0: everything that should be true was seen to be true. */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2), process.env.PILOT_LIGHT_CONFIG ?? "pilot-light.yaml");
  if (command.kind === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command.kind === "wrong") {
    process.stderr.write(`${command.why}\n\n${USAGE}`);
    return 1;
  }

  const { configurationFile, keep, disaster, realTime, seed } = command;
  const processes = new Processes();
  let folder = keep;
  let aws: EmbeddedAws | undefined;
  let interrupted = false;
  const cleanUp = async () => {
    await aws?.stop();
    if (keep === undefined && folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupted = true;
      process.stderr.write("\nInterrupted: stopping everything (again to stop at once).\n");
    });
  }
  stopWhenInterrupted(process, processes, cleanUp);
  // Not before somebody listens for Ctrl-C, who removes it.
  folder ??= mkdtempSync(join(tmpdir(), "pilot-light-rehearsal-"));
  mkdirSync(folder, { recursive: true });
  const progress = new Progress(process.stdout, process.env, () => performance.now());
  try {
    await rehearse({
      configurationFile,
      folder,
      // A provider that must be killed leaves its socket where temporary files go.
      environment: keep === undefined ? { ...process.env, TMPDIR: folder } : process.env,
      processes,
      progress,
      disaster,
      realTime,
      seed,
      onAws: (started) => {
        aws = started;
        // Terraform would go on asking a moto that is dead for minutes.
        progress.failWith(started.failure);
      },
    });
    progress.summary();
    return 0;
  } catch (error) {
    // What fails after Ctrl-C fails because of it; the listener cleans up and ends the process.
    if (interrupted) return new Promise<never>(() => {});
    process.stderr.write(`\n${(error as Error).message}\n`);
    if (aws) process.stderr.write(`\nThe last calls of AWS:\n${aws.callLog.lastLines(LAST_CALLS).join("\n")}\n`);
    process.stderr.write(
      keep === undefined
        ? "\nTo keep the stacks, states, messages and logs of the next try: npm start -- --keep FOLDER\n"
        : `\nStacks, states, messages and logs are in ${folder}.\n`,
    );
    return 1;
  } finally {
    if (!interrupted) {
      await processes.stopAll();
      await cleanUp();
    }
  }
}

void main().then((code) => {
  process.exitCode = code;
});
