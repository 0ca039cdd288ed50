import { parseArgs } from "node:util";

export const USAGE = `How long are users without service? Plays thousands of disasters on the very code that runs in one, without
processes, each draw with other phases, delays and boots.

  npm run recovery-time                     of pilot-light.yaml
  npm run recovery-time -- --config FILE    of another file
  npm run recovery-time -- --workload NAME  of this workload, where the file has several; default: its first
  npm run recovery-time -- --draws NUMBER   of every row; default: 10000
  npm run recovery-time -- --seed NUMBER    other dice; the same number, the same draws
  npm run recovery-time -- --json           what rehearsal-report/recovery-time.json gets, and nothing else
`;

/** Enough that the 99th percentile moves by less than a second from seed to seed. */
const DEFAULT_DRAWS = 10_000;
/** Below it there is no 1st percentile. */
const LEAST_DRAWS = 100;
/** A million draws are an hour's work, and no better. */
const MOST_DRAWS = 1_000_000;
const DEFAULT_SEED = 1;
/** Seeds are 32-bit. */
const LARGEST_SEED = 2 ** 32 - 1;

export type CommandLine =
  | {
      readonly kind: "play";
      /** As the user wrote it. */
      readonly configurationFile: string;
      readonly workload: string | undefined;
      readonly draws: number;
      readonly seed: number;
      readonly json: boolean;
    }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

/**
 * @param args what stands after `npm run recovery-time --`
 * @param defaultFile the file where the arguments name none
 */
export function readCommandLine(args: string[], defaultFile: string): CommandLine {
  try {
    const { values } = parseArgs({
      args,
      options: {
        config: { type: "string", default: defaultFile },
        workload: { type: "string" },
        draws: { type: "string", default: String(DEFAULT_DRAWS) },
        seed: { type: "string", default: String(DEFAULT_SEED) },
        json: { type: "boolean", default: false },
        help: { type: "boolean" },
      },
    });
    if (values.help) return { kind: "help" };
    const draws = wholeNumber(values.draws);
    if (draws === undefined || draws < LEAST_DRAWS || draws > MOST_DRAWS)
      return wrong("draws", values.draws, `a whole number from ${LEAST_DRAWS} to ${MOST_DRAWS}`);
    const seed = wholeNumber(values.seed);
    if (seed === undefined || seed > LARGEST_SEED)
      return wrong("seed", values.seed, `a whole number from 0 to ${LARGEST_SEED}`);
    return {
      kind: "play",
      configurationFile: values.config,
      workload: values.workload,
      draws,
      seed,
      json: values.json,
    };
  } catch (error) {
    return { kind: "wrong", why: (error as Error).message };
  }
}

const wholeNumber = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);

const wrong = (option: string, given: string, allowed: string): CommandLine => ({
  kind: "wrong",
  why: `--${option} ${given}: give ${allowed}.`,
});
