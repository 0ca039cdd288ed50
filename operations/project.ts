import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { type BoundedResult, runWithin } from "./bounded-command";

/** What the commands that deploy and destroy need of the world. */
export interface Project {
  /** Writes `cdktf.out`, and says on the terminal what is wrong with the file. Returns the exit code. */
  synth(): Promise<number>;
  /** The text of `cdktf.out/manifest.json`. */
  manifest(): string;
  /** The text of a synthesized stack, `cdktf.out/stacks/<name>/cdk.tf.json`. */
  stack(name: string): string;
  /** Runs the cdktf command line and shows its output while it runs. Returns the exit code. */
  cdktf(args: string[]): Promise<number>;
  /** Runs the cdktf command line and keeps its output for the caller to judge; ends it if it takes too long. */
  cdktfWithin(withinSeconds: number, args: string[]): Promise<BoundedResult>;
}

/** Where a person sits, or does not. */
export interface Terminal {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean };
  errors: Writable;
}

/** Where cdktf believes itself in CI it prints lines, and moves no cursor. */
const WITHOUT_ANIMATION = { CI: "1" };

/** The last picture of cdktf's spinner stays behind also then. */
const SPINNER_LINE = /^[\u2800-\u28ff] .*\n?/gm;

/** The project in a folder: its own npm script, its own cdktf. */
export function projectIn(folder: string, environment: NodeJS.ProcessEnv): Project {
  return {
    synth: () => runShown("npm", ["run", "--silent", "synth"], folder, environment),
    manifest: () => readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8"),
    stack: (name) => readFileSync(join(folder, "cdktf.out", "stacks", name, "cdk.tf.json"), "utf8"),
    cdktf: (args) => runShown(process.execPath, [cdktfExecutable(folder), ...args], folder, environment),
    cdktfWithin: async (withinSeconds, args) => {
      const { exitCode, output } = await runWithin({
        command: process.execPath,
        args: [cdktfExecutable(folder), ...args],
        folder,
        environment: { ...environment, ...WITHOUT_ANIMATION },
        withinSeconds,
      });
      return { exitCode, output: output.replaceAll(SPINNER_LINE, "") };
    },
  };
}

/** Not `npx cdktf`: that would fetch another one where the project's own is not installed. */
function cdktfExecutable(folder: string): string {
  const packageFile = require.resolve("cdktf-cli/package.json", { paths: [folder] });
  const { bin } = JSON.parse(readFileSync(packageFile, "utf8")) as { bin: { cdktf: string } };
  return join(dirname(packageFile), bin.cdktf);
}

/** @returns the exit code */
function runShown(command: string, args: string[], folder: string, environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: environment, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    // A command that a signal ended (Ctrl-C reaches it too) has no exit code, and has not succeeded.
    child.once("close", (code) => resolve(code ?? 1));
  });
}
