/** Where a step's lines go. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Milliseconds of a clock that only goes forward. */
export type Stopwatch = () => number;

/** A step of the rehearsal that failed; the message names it, and the cause is the failure itself. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";

  constructor(
    readonly step: string,
    override readonly cause: unknown,
  ) {
    super(`Step "${step}" failed: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** Adds a line to a step. */
export type Detail = (text: string) => void;

/** Tells the summary how long a part of a step took. */
export type Took = (part: string, seconds: number) => void;

interface Timed {
  title: string;
  seconds: number;
}

interface FinishedStep extends Timed {
  /** Some of them side by side, so that together they can take longer than the step. */
  parts: Timed[];
}

/** To the line's beginning, and nothing on it (ECMA-48: CR, EL). */
const REWRITE = "\r\u001b[2K";

const COLOR = { bold: 1, dim: 2, red: 31, green: 32 } as const;

/** Numbered steps for a person who waits: plain lines, readable in a terminal and in a log file alike. */
export class Progress {
  private readonly finished: FinishedStep[] = [];
  private begun = 0;
  /** A line that the next one takes the place of. */
  private isLive = false;
  private readonly colored: boolean;
  private failure: Promise<never> = new Promise(() => {});

  constructor(
    private readonly output: Output,
    environment: NodeJS.ProcessEnv,
    private readonly milliseconds: Stopwatch,
  ) {
    // https://no-color.org: set and not empty means no color.
    this.colored = output.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  }

  /** Every step that begins from now on fails as soon as this rejects, whatever its work still waits for. */
  failWith(failure: Promise<never>): void {
    this.failure = Promise.race([this.failure, failure]);
    this.failure.catch(() => {});
  }

  /** Of the steps that are done, in their order. */
  get titles(): readonly string[] {
    return this.finished.map(({ title }) => title);
  }

  /**
   * Does one step. `detail` adds a line to it, and `took` a line to the summary: what part of the step took how long.
   * @throws StepFailure with the step's title
   */
  async step<Result>(title: string, work: (detail: Detail, took: Took) => Promise<Result>): Promise<Result> {
    this.begun += 1;
    const number = String(this.begun).padStart(2);
    const start = this.milliseconds();
    const elapsed = () => (this.milliseconds() - start) / 1000;
    this.line(this.paint("bold", `${number}  ${title}`));
    const parts: FinishedStep["parts"] = [];
    let isOver = false;
    const detail = (text: string) => {
      // Work that was given up may still be talking.
      if (!isOver) this.line(this.paint("dim", `    ${secondsText(elapsed())}  ${text}`));
    };
    try {
      const took = (part: string, seconds: number) => void parts.push({ title: part, seconds });
      const result = await Promise.race([this.failure, work(detail, took)]);
      const seconds = elapsed();
      this.finished.push({ title, seconds, parts });
      this.line(`    ${secondsText(seconds)}  ${this.paint("green", "done")}`);
      return result;
    } catch (error) {
      this.line(`    ${secondsText(elapsed())}  ${this.paint("red", "failed")}`);
      throw new StepFailure(title, error);
    } finally {
      isOver = true;
    }
  }

  /** Where the time went: every finished step in its order, with its share, and below it what its parts took. */
  summary(): void {
    const total = this.finished.reduce((sum, { seconds }) => sum + seconds, 0);
    this.line(this.paint("bold", "Where the time went"));
    for (const { title, seconds, parts } of this.finished) {
      const share = total === 0 ? 0 : Math.round((seconds / total) * 100);
      this.line(`    ${secondsText(seconds)}  ${`${share} %`.padStart(5)}  ${title}`);
      for (const part of parts) this.line(`    ${secondsText(part.seconds)}           ${part.title}`);
    }
    this.line(`    ${secondsText(total)}  100 %  all`);
  }

  /** A line that changes while somebody waits: on a terminal only, and in no log. */
  live(text: string): void {
    if (!this.output.isTTY) return;
    this.output.write(`${REWRITE}${this.paint("dim", `    ${text}`)}`);
    this.isLive = true;
  }

  /** Lines that belong to no step, e.g. a table. */
  lines(text: string): void {
    this.line(text);
  }

  private line(text: string): void {
    this.output.write(`${this.isLive ? REWRITE : ""}${text}\n`);
    this.isLive = false;
  }

  private paint(color: keyof typeof COLOR, text: string): string {
    return this.colored ? `\u001b[${COLOR[color]}m${text}\u001b[0m` : text;
  }
}

/** Steps that nobody reads. */
export const silentProgress = () => new Progress({ write: () => true }, {}, () => performance.now());

function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`.padStart(8);
}
