import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = `Rehearses the whole disaster on an AWS on this machine.

  npm start                       with pilot-light.yaml
  npm start -- --config FILE      with another file
  npm start -- --keep FOLDER      writes the stacks, states, messages and logs to FOLDER, and keeps them
`;

export type CommandLine =
  | {
      kind: "rehearse";
      /** As the user wrote it, so that messages name it so. */
      configurationFile: string;
      /** Absolute; absent where everything goes to a temporary folder. */
      keep?: string;
    }
  | { kind: "help" }
  | { kind: "wrong"; why: string };

/**
 * @param args what stands after `npm start --`
 * @param defaultFile the file where the arguments name none
 */
export function readCommandLine(args: string[], defaultFile: string): CommandLine {
  try {
    const { values } = parseArgs({
      args,
      options: { config: { type: "string" }, keep: { type: "string" }, help: { type: "boolean" } },
    });
    if (values.help) return { kind: "help" };
    const configurationFile = values.config ?? defaultFile;
    if (values.keep === undefined) return { kind: "rehearse", configurationFile };
    const keep = resolve(values.keep);
    if (existsSync(keep) && readdirSync(keep).length > 0) {
      return { kind: "wrong", why: `--keep ${values.keep}: this folder is not empty. Name a new one, or empty it.` };
    }
    return { kind: "rehearse", configurationFile, keep };
  } catch (error) {
    return { kind: "wrong", why: (error as Error).message };
  }
}
