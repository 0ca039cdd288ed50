import { readFileSync } from "node:fs";

const LAST_LINES = 15;

/** How long one of moto's processes lives. */
export interface Life {
  /** Told once, with moto's last lines, if moto ends and nobody has stopped it; at once if it already has. */
  onDeath(listener: (error: Error) => void): void;
  /** Ends moto, its forks and all that it started; resolves when they are gone. May be called again. */
  stop(): Promise<void>;
}

/**
 * @param given.name for a person, e.g. `moto_server`
 * @param given.ended resolves when it has ended, with how: `ended by SIGKILL`
 * @param given.end ends it
 */
export function lifeOf(given: {
  readonly name: string;
  readonly logFile: string;
  readonly ended: Promise<string>;
  readonly end: () => Promise<void>;
}): Life {
  const { name, logFile, ended, end } = given;
  let stopping: Promise<void> | undefined;
  const death = new Promise<Error>((resolve) => {
    void ended.then((how) => {
      if (!stopping)
        resolve(
          new Error(
            `${name}, which stands in for AWS on this machine, ${how} in the middle, and what was deployed in it is ` +
              `gone. Start again; its last lines say why:\n${lastLines(logFile)}`,
          ),
        );
    });
  });
  return {
    onDeath: (listener) => void death.then(listener),
    stop: () => {
      stopping ??= end();
      return stopping;
    },
  };
}

/** The end of a log, for a person. */
export function lastLines(file: string): string {
  try {
    const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(-LAST_LINES);
    return lines.join("\n") || "(it printed nothing)";
  } catch {
    return "(it printed nothing)"; // It had no time to open its log.
  }
}

/**
 * @param pid negative for a process group
 * @returns whether there was one
 */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // ESRCH: it has ended.
  }
}
