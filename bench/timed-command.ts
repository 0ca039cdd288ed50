import { spawnSync } from "node:child_process";

/** How much of a failed command's output is worth showing: an error and its surroundings. */
const SHOWN_CHARACTERS = 2_000;

const MILLISECONDS = 1_000;

/**
 * Runs a command to its end and tells how long it took, in seconds of wall time.
 *
 * @param environment added to this process's own
 * @throws Error with the end of the command's output, if it did not succeed: a failure must never count as a fast run
 */
export function secondsOf(
  [program, ...args]: [program: string, ...args: string[]],
  cwd: string,
  environment: Record<string, string> = {},
): number {
  const start = performance.now();
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / MILLISECONDS;
  if (error) throw error;
  if (status !== 0) {
    const command = [program, ...args].join(" ");
    throw new Error(
      `\`${command}\` ended with exit code ${status}, so there is nothing to measure. Run it by itself and mend it first. Its output ended so:\n${`${stdout}${stderr}`.slice(-SHOWN_CHARACTERS)}`,
    );
  }
  return seconds;
}
