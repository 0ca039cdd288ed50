import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = `Rehearses the whole disaster on an AWS on this machine.

  npm start                       with pilot-light.yaml
  npm start -- --config FILE      with another file
  npm start -- --keep FOLDER      writes the stacks, states, messages and logs to FOLDER, and keeps them
  npm start -- --disaster KIND    instance (default): the primary's server stops; region: its whole region goes dark
  npm start -- --real-time        at life's pace; otherwise time jumps to whatever happens next
  npm start -- --seed NUMBER      another run of the dice (phases, jitter); the same number, the same run
`;

const DISASTERS = ["instance", "region"] as const;

/** What the primary suffers: its server stops, or nothing in its region answers. */
export type Disaster = (typeof DISASTERS)[number];

/** Any fixed number would do: two runs without `--seed` are then the same run. */
const DEFAULT_SEED = 1;

/** Seeds are 32-bit: more than that no run needs, and every generator takes it. */
const LARGEST_SEED = 2 ** 32 - 1;

export type CommandLine =
  | {
      kind: "rehearse";
      /** As the user wrote it, so that messages name it so. */
      configurationFile: string;
      /** Absolute; absent where everything goes to a temporary folder. */
      keep?: string;
      disaster: Disaster;
      /** AWS time passes as on the wall; otherwise it jumps to the next thing that happens. */
      realTime: boolean;
      /** A whole number from 0 to 2^32 - 1. */
      seed: number;
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
      options: {
        config: { type: "string" },
        keep: { type: "string" },
        disaster: { type: "string", default: "instance" },
        "real-time": { type: "boolean", default: false },
        seed: { type: "string", default: String(DEFAULT_SEED) },
        help: { type: "boolean" },
      },
    });
    if (values.help) return { kind: "help" };
    const disaster = DISASTERS.find((kind) => kind === values.disaster);
    if (disaster === undefined) {
      return {
        kind: "wrong",
        why: `--disaster ${values.disaster}: there is no such disaster. Give ${DISASTERS.join(" or ")}.`,
      };
    }
    const seed = Number(values.seed);
    if (!/^\d+$/.test(values.seed) || seed > LARGEST_SEED) {
      return {
        kind: "wrong",
        why: `--seed ${values.seed}: this is no seed. Give a whole number from 0 to ${LARGEST_SEED}.`,
      };
    }
    const configurationFile = values.config ?? defaultFile;
    const run = { kind: "rehearse", configurationFile, disaster, realTime: values["real-time"], seed } as const;
    if (values.keep === undefined) return run;
    const keep = resolve(values.keep);
    if (existsSync(keep) && readdirSync(keep).length > 0) {
      return { kind: "wrong", why: `--keep ${values.keep}: this folder is not empty. Name a new one, or empty it.` };
    }
    return { ...run, keep };
  } catch (error) {
    return { kind: "wrong", why: (error as Error).message };
  }
}
