import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = `Rehearses the whole disaster on an AWS on this machine.

  npm start                       with pilot-light.yaml
  npm start -- --config FILE      with another file
  npm start -- --keep FOLDER      writes the stacks, states, messages and logs to FOLDER, and keeps them
  npm start -- --disaster KIND    instance (default): each workload's primary stops, one after the other;
                                  region: all at once: their whole region goes dark, and servers outside AWS with it
  npm start -- --real-time        at life's pace; otherwise time jumps to whatever happens next
  npm start -- --seed NUMBER      another run of the dice (phases, jitter); the same number, the same run

  npm start -- --list             the scenarios: disasters by name, each with what must be true during it and at its end
  npm start -- --scenario NAME    plays this one; may be given several times, and may be a file: ./my-scenario.ts
  npm start -- --all              plays them all
  npm start -- --workload NAME    with --scenario or --all: on this workload of the file, not on its first

Each run writes rehearsal-report/index.html and report.json.
`;

const DISASTERS = ["instance", "region"] as const;

/** What primaries suffer: each one's server stops in its turn, or nothing answers at once. */
export type Disaster = (typeof DISASTERS)[number];

/** Any fixed number would do: two runs without `--seed` are then the same run. */
const DEFAULT_SEED = 1;

/** Seeds are 32-bit: more than that no run needs, and every generator takes it. */
const LARGEST_SEED = 2 ** 32 - 1;

/** What every run is given. */
export interface RunArguments {
  /** As the user wrote it, so that messages name it so. */
  configurationFile: string;
  /** Absolute; absent where everything goes to a temporary folder. */
  keep?: string;
  /** AWS time passes as on the wall; otherwise it jumps to the next thing that happens. */
  realTime: boolean;
  /** A whole number from 0 to 2^32 - 1. */
  seed: number;
}

/** What plays something. */
export type RunCommand =
  /** The whole story of one disaster. */
  | ({ kind: "rehearse"; disaster: Disaster } & RunArguments)
  /** Scenarios by name, or files that hold one; in this order, on this workload or the file's first. */
  | ({ kind: "scenarios"; which: "all" | readonly string[]; workload?: string | undefined } & RunArguments);

export type CommandLine = RunCommand | { kind: "list" } | { kind: "help" } | { kind: "wrong"; why: string };

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
        disaster: { type: "string" },
        scenario: { type: "string", multiple: true },
        all: { type: "boolean", default: false },
        workload: { type: "string" },
        list: { type: "boolean", default: false },
        "real-time": { type: "boolean", default: false },
        seed: { type: "string", default: String(DEFAULT_SEED) },
        help: { type: "boolean" },
      },
    });
    if (values.help) return { kind: "help" };
    if (values.list) return { kind: "list" };
    const given = [
      ...(values.disaster === undefined ? [] : ["--disaster"]),
      ...(values.scenario === undefined ? [] : ["--scenario"]),
      ...(values.all ? ["--all"] : []),
    ];
    if (given.length > 1) return { kind: "wrong", why: `${given.join(" and ")} do not go together. Give one of them.` };
    const disaster = DISASTERS.find((kind) => kind === (values.disaster ?? DISASTERS[0]));
    if (disaster === undefined) {
      return {
        kind: "wrong",
        why: `--disaster ${values.disaster}: there is no such disaster. Give ${DISASTERS.join(" or ")}.`,
      };
    }
    const which = values.all ? "all" : values.scenario;
    const { workload } = values;
    if (workload !== undefined && which === undefined) {
      return {
        kind: "wrong",
        why: `--workload ${workload}: a disaster's whole story is told of all workloads. Give it with --scenario or --all.`,
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
    const keep = values.keep === undefined ? undefined : resolve(values.keep);
    if (keep !== undefined && existsSync(keep) && readdirSync(keep).length > 0) {
      return { kind: "wrong", why: `--keep ${values.keep}: this folder is not empty. Name a new one, or empty it.` };
    }
    const run = { configurationFile, realTime: values["real-time"], seed, ...(keep === undefined ? {} : { keep }) };
    if (which === undefined) return { kind: "rehearse", disaster, ...run };
    return { kind: "scenarios", which, workload, ...run };
  } catch (error) {
    return { kind: "wrong", why: (error as Error).message };
  }
}
