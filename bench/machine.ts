import { availableParallelism, loadavg } from "node:os";

/** A machine that has more to do than this share of its cores measures its other work, too. */
const BUSY_SHARE = 0.25;

export interface Machine {
  readonly cores: number;
  readonly node: string;
  /** Processes that ran or waited to run, on average over the last minute. */
  readonly load: number;
}

export function thisMachine(): Machine {
  return { cores: availableParallelism(), node: process.version, load: loadavg()[0]! };
}

/** One line, and a second one where the numbers below it are not to be trusted. */
export function machineText({ cores, node, load }: Machine): string {
  const line = `${cores} ${cores === 1 ? "core" : "cores"}, Node ${node}, load average before the first run ${load.toFixed(2)}`;
  const busy = "This machine was busy with other work: times are too long, and only ratios mean something.";
  return load > cores * BUSY_SHARE ? `${line}\n${busy}` : line;
}
