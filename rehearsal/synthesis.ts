import { createInterface } from "node:readline";
import type { Processes } from "./processes";

export interface SynthesisOptions {
  readonly processes: Processes;
  readonly environment: NodeJS.ProcessEnv;
  /** The file to synthesize, such as `pilot-light.yaml`. */
  readonly configurationFile: string;
  /** Where `manifest.json` and `stacks/` go. */
  readonly outputFolder: string;
}

/**
 * Synthesizes as a user does, by the project's own command: the rehearsal knows nothing of the stacks' code.
 *
 * @throws Error with all that the command said, if it fails
 */
export async function synthesize(options: SynthesisOptions, onLine: (line: string) => void): Promise<void> {
  const { processes, environment, configurationFile, outputFolder } = options;
  const child = processes.start("npm", ["run", "--silent", "synth"], {
    environment: { ...environment, PILOT_LIGHT_CONFIG: configurationFile, CDKTF_OUTDIR: outputFolder },
  });
  const said: string[] = [];
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  await Promise.all(
    [child.stdout!, child.stderr!].map(async (stream) => {
      for await (const line of createInterface({ input: stream })) said.push(line);
    }),
  );
  if ((await ended) !== 0) throw new Error(`npm run synth failed:\n${said.join("\n")}`);
  for (const line of said) onLine(line);
}
