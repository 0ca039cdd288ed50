import { performance } from "node:perf_hooks";

/** Real milliseconds without progress after which something waits that nothing can wake: longer than any function may compute. */
const STANDSTILL_MS = 120_000;

/** Notices a clock that runs and gets nowhere. */
export class StandstillWatch {
  private lastProgress = 0;
  private looking: NodeJS.Timeout | undefined;

  /**
   * @param whatWaits names of what is under way, for a person; none if only a timer is awaited
   * @param onStandstill told once for each look that finds nothing but waiting
   */
  constructor(
    private readonly whatWaits: () => readonly string[],
    private readonly onStandstill: (error: Error) => void,
  ) {}

  begin(): void {
    this.progress();
    this.looking = setInterval(() => this.look(), STANDSTILL_MS / 4).unref();
  }

  progress(): void {
    this.lastProgress = performance.now();
  }

  end(): void {
    clearInterval(this.looking);
  }

  private look(): void {
    if (performance.now() - this.lastProgress < STANDSTILL_MS) return;
    const waits = this.whatWaits();
    if (waits.length === 0) return;
    this.onStandstill(
      new Error(`AWS time has stood still for ${STANDSTILL_MS / 1000} s of this machine's, for: ${waits.join(", ")}.`),
    );
  }
}
