import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Processes } from "./processes";

export interface NpmScript {
  readonly processes: Processes;
  /** The whole environment of its process. */
  readonly environment: NodeJS.ProcessEnv;
  readonly script: string;
  readonly args?: readonly string[];
}

/**
 * Runs one of the project's own scripts, as a user does.
 * @param onStart told of its process
 * @returns the lines that it said
 * @throws Error with all of them, if it fails
 */
export async function runScript(
  { processes, environment, script, args = [] }: NpmScript,
  onStart: (child: ChildProcess) => void = () => {},
): Promise<readonly string[]> {
  const given = args.length > 0 ? ["--", ...args] : [];
  const child = processes.start("npm", ["run", "--silent", script, ...given], { environment });
  onStart(child);
  const said: string[] = [];
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const read = [child.stdout!, child.stderr!].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) said.push(line);
  });
  // Of a process that could not start, the streams end too; why it could not is worth more.
  const [code] = await Promise.all([ended, ...read]);
  if (code !== 0) throw new Error(`npm run ${script} failed:\n${said.join("\n")}`);
  return said;
}
