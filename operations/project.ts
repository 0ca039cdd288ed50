import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** What the commands that deploy and destroy need of the world. */
export interface Project {
  /** Writes `cdktf.out`, and says on the terminal what is wrong with the file. Returns the exit code. */
  synth(): Promise<number>;
  /** The text of `cdktf.out/manifest.json`. */
  manifest(): string;
  /** Runs the cdktf command line; its output is shown while it runs, or kept for the caller to judge. */
  cdktf(args: string[], output: "shown" | "kept"): Promise<CommandResult>;
}

export interface CommandResult {
  exitCode: number;
  /** Standard output and error as they came; empty if it was shown. */
  output: string;
}

/** Where a person sits, or does not. */
export interface Terminal {
  input: Readable & { isTTY?: boolean };
  output: Writable;
  errors: Writable;
}

/** Where cdktf believes itself in CI it prints lines, and moves no cursor. */
const WITHOUT_ANIMATION = { CI: "1" };

/** The last picture of cdktf's spinner stays behind also then. */
const SPINNER_LINE = /^[\u2800-\u28ff] .*\n?/gm;

/** The project in a folder: its own npm script, its own cdktf. */
export function projectIn(folder: string, environment: NodeJS.ProcessEnv): Project {
  const run = (command: string, args: string[], output: "shown" | "kept") =>
    runCommand(
      command,
      args,
      folder,
      output === "shown" ? environment : { ...environment, ...WITHOUT_ANIMATION },
      output,
    );
  return {
    synth: async () => (await run("npm", ["run", "--silent", "synth"], "shown")).exitCode,
    manifest: () => readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8"),
    cdktf: (args, output) => run(process.execPath, [cdktfExecutable(folder), ...args], output),
  };
}

/** Not `npx cdktf`: that would fetch another one where the project's own is not installed. */
function cdktfExecutable(folder: string): string {
  const packageFile = require.resolve("cdktf-cli/package.json", { paths: [folder] });
  const { bin } = JSON.parse(readFileSync(packageFile, "utf8")) as { bin: { cdktf: string } };
  return join(dirname(packageFile), bin.cdktf);
}

function runCommand(
  command: string,
  args: string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  output: "shown" | "kept",
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const pipes = output === "shown" ? "inherit" : "pipe";
    const child = spawn(command, args, { cwd: folder, env: environment, stdio: ["ignore", pipes, pipes] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    // A command that a signal ended (Ctrl-C reaches it too) has no exit code, and has not succeeded.
    child.once("close", (code) => {
      const output = Buffer.concat(chunks).toString("utf8").replaceAll(SPINNER_LINE, "");
      resolve({ exitCode: code ?? 1, output });
    });
  });
}
