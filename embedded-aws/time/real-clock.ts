import type { Cancel, DrivenClock } from "./clock";

/** The longest delay of Node's timers, about 25 days; what is further away concerns no rehearsal. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** AWS time at life's pace: this machine's own, work included. */
export class RealClock implements DrivenClock {
  readonly isRunning = true;
  private readonly pending = new Set<NodeJS.Timeout>();

  /** @param onFailure told what a timer threw */
  constructor(private readonly onFailure: (error: Error) => void = () => {}) {}

  now(): number {
    return Date.now();
  }

  after(milliseconds: number, callback: () => void): Cancel {
    const timer = setTimeout(
      () => {
        this.pending.delete(timer);
        try {
          callback();
        } catch (error) {
          this.stop();
          this.onFailure(error as Error);
        }
      },
      Math.min(Math.max(0, milliseconds), LONGEST_DELAY_MS),
    );
    this.pending.add(timer);
    return () => {
      clearTimeout(timer);
      this.pending.delete(timer);
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  hold<Result>(_what: string, work: () => Promise<Result>): Promise<Result> {
    return work();
  }

  follow(): void {}

  join(): Cancel {
    return () => {};
  }

  start(): void {}

  /** Life goes on. */
  pause(): void {}

  runDuring<Result>(work: () => Promise<Result>): Promise<Result> {
    return work();
  }

  stop(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }
}
