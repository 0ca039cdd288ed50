import { runScript } from "./npm-script";
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
  const said = await runScript({
    processes,
    environment: { ...environment, PILOT_LIGHT_CONFIG: configurationFile, CDKTF_OUTDIR: outputFolder },
    script: "synth",
  });
  for (const line of said) onLine(line);
}
