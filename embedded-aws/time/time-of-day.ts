import { closeSync, openSync, writeSync } from "node:fs";

/** The environment variable by which a process that runs `inside-moto` knows the file. */
export const TIME_FILE_VARIABLE = "EMBEDDED_AWS_TIME_FILE";

/**
 * AWS time in a file, from which moto takes it: milliseconds since 1970-01-01 UTC as a little-endian float64. Eight
 * aligned bytes of one page are written and read in one piece.
 */
export class TimeOfDay {
  private readonly descriptor: number;
  private readonly bytes = Buffer.alloc(8);
  private closed = false;

  /**
   * @param file made here; the caller removes it
   * @param now AWS time to begin with
   */
  constructor(
    readonly file: string,
    now: number,
  ) {
    this.descriptor = openSync(file, "w");
    this.write(now);
  }

  /** For the clock, at each change. */
  readonly write = (now: number): void => {
    if (this.closed) return;
    this.bytes.writeDoubleLE(now);
    writeSync(this.descriptor, this.bytes, 0, 8, 0);
  };

  /** The file keeps the last time. May be called again. */
  close(): void {
    if (!this.closed) closeSync(this.descriptor);
    this.closed = true;
  }
}
