import type { Caller } from "../network";
import { NodeProcess, type World } from "./node-process";

/** Where a person's machine is: RFC 5737's TEST-NET-1, which is nobody's. */
const PERSON: Caller = { kind: "user", address: "192.0.2.10" };

/** A Node program as a person starts it, on a machine of his own outside AWS. */
export interface Program {
  /** Absolute path of what Node runs. */
  readonly file: string;
  readonly arguments: readonly string[];
  /** Working directory, absolute. */
  readonly folder: string;
  /** Whole environment: nothing of this machine's is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** Told of each line that it prints, wherever it prints it. */
  readonly onLine?: (line: string) => void;
}

/** A program that runs, in AWS time and on the internet of the embedded AWS. It knows nothing of either. */
export interface RunningProgram {
  /** How it ended: `exit code 0`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** As Ctrl-C does. */
  interrupt(): void;
  /** At once. May be called again. */
  stop(): void;
}

export function startProgram(world: World, { file, onLine = () => {}, ...program }: Program): RunningProgram {
  let end: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const process = new NodeProcess(world, {
    ...program,
    name: [file, ...program.arguments].join(" "),
    script: "run-program.js",
    arguments: [file, ...program.arguments],
    nodeOptions: [],
    caller: PERSON,
    onMessage: () => {},
    onLine,
    onEnd: (how) => end(how),
  });
  return { ended, interrupt: () => process.kill("SIGINT"), stop: () => process.kill() };
}
