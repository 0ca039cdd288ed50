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

interface FinishedStep {
  title: string;
  seconds: number;
}

const COLOR = { bold: 1, dim: 2, red: 31, green: 32 } as const;

/** Numbered steps for a person who waits: plain lines, readable in a terminal and in a log file alike. */
export class Progress {
  private readonly finished: FinishedStep[] = [];
  private begun = 0;
  private readonly colored: boolean;

  constructor(
    private readonly output: Output,
    environment: NodeJS.ProcessEnv,
    private readonly milliseconds: Stopwatch,
  ) {
    // https://no-color.org: set and not empty means no color.
    this.colored = output.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  }

  /**
   * Does one step. `detail` adds a line to it.
   * @throws StepFailure with the step's title
   */
  async step<Result>(title: string, work: (detail: (text: string) => void) => Promise<Result>): Promise<Result> {
    this.begun += 1;
    const number = String(this.begun).padStart(2);
    const start = this.milliseconds();
    const elapsed = () => (this.milliseconds() - start) / 1000;
    this.line(this.paint("bold", `${number}  ${title}`));
    try {
      const result = await work((text) => this.line(this.paint("dim", `    ${secondsText(elapsed())}  ${text}`)));
      const seconds = elapsed();
      this.finished.push({ title, seconds });
      this.line(`    ${secondsText(seconds)}  ${this.paint("green", "done")}`);
      return result;
    } catch (error) {
      this.line(`    ${secondsText(elapsed())}  ${this.paint("red", "failed")}`);
      throw new StepFailure(title, error);
    }
  }

  /** Where the time went: every finished step in its order, with its share. */
  summary(): void {
    const total = this.finished.reduce((sum, { seconds }) => sum + seconds, 0);
    this.line(this.paint("bold", "Where the time went"));
    for (const { title, seconds } of this.finished) {
      const share = total === 0 ? 0 : Math.round((seconds / total) * 100);
      this.line(`    ${secondsText(seconds)}  ${`${share} %`.padStart(5)}  ${title}`);
    }
    this.line(`    ${secondsText(total)}  100 %  all`);
  }

  private line(text: string): void {
    this.output.write(`${text}\n`);
  }

  private paint(color: keyof typeof COLOR, text: string): string {
    return this.colored ? `\u001b[${COLOR[color]}m${text}\u001b[0m` : text;
  }
}

function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`.padStart(8);
}
