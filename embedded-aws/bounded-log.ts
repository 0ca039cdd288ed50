import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readSync,
  truncateSync,
  unwatchFile,
  watchFile,
} from "node:fs";

/** Bytes that a log may have before its older lines go: in a whole rehearsal moto prints a fifth of a MB, measured. */
export const LONGEST_LOG_BYTES = 4 * 2 ** 20;
/** Bytes of the newest lines that stay then: a thousand times what is shown of a log when something fails. */
const KEPT_BYTES = 2 ** 20;
/** Nothing that is started here prints more than some MB meanwhile, in milliseconds. */
const LOOK_EVERY_MS = 250;

/**
 * Keeps a log that other processes write from filling the disk. Whoever writes it must have opened it to append: only
 * then does the next line go to the new end.
 * @returns what ends the watch
 */
export function boundLog(file: string): () => void {
  const look = ({ size }: { size: number }) => {
    if (size > LONGEST_LOG_BYTES) dropOlderLines(file);
  };
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look);
  return () => unwatchFile(file, look);
}

function dropOlderLines(file: string): void {
  const newest = Buffer.alloc(KEPT_BYTES);
  const log = openSync(file, "r");
  const length = readSync(log, newest, 0, KEPT_BYTES, fstatSync(log).size - KEPT_BYTES);
  closeSync(log);
  truncateSync(file);
  appendFileSync(file, "(older lines were dropped: the log had grown too long)");
  appendFileSync(file, newest.subarray(newest.indexOf("\n"), length));
}
