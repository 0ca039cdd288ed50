import type { Cancel, Clock } from "../time/clock";
import { type Health, isEndpointHealthy, percentageOf } from "./aggregation";
import { afterResult, type CheckerState, NEW_CHECKER } from "./checker-state";
import { checkersIn } from "./checkers";
import type { EndpointDefinition } from "./definition";
import type { Checker, Probe, ProbeResult } from "./probe";

/**
 * Milliseconds from a checker's change of mind until it counts in the health check's status. Not documented ("a few
 * seconds" by observation of others); assumed, the same for every checker.
 */
export const AGGREGATION_MS = 2_000;

/** What one checker saw last, as GetHealthCheckStatus shows it. `at` is AWS time in milliseconds. */
export interface Observation {
  readonly checker: Checker;
  readonly result: ProbeResult;
  readonly at: number;
}

/** One checker's watch over the endpoint. */
interface Watch {
  readonly checker: Checker;
  state: CheckerState;
  /** What counts of it in the status, which is a little behind its state. */
  counted: boolean;
  last?: Observation;
  lastFailure?: Observation;
  cancelNext: Cancel;
}

/**
 * The checkers of one health check, each on its own phase, and what they find together. It runs on any clock and with any
 * probe; it opens no socket.
 */
export class EndpointWatch {
  private readonly watches: Watch[];
  private stopped = false;
  private lowest: number;
  private firstBytes: number[] = [];

  /**
   * @param options.random in [0, 1): a checker's first look comes within one interval
   * @param options.onChange told when the percentage of checkers that find it healthy has changed
   */
  constructor(
    private definition: EndpointDefinition,
    private readonly options: {
      readonly clock: Clock;
      readonly probe: Probe;
      readonly random: () => number;
      readonly onChange: () => void;
      /** What its checkers believe already; undefined where they are new. */
      readonly believed?: boolean;
      /** Instead of `AGGREGATION_MS`. */
      readonly aggregationMs?: number;
    },
  ) {
    const healthy = options.believed ?? NEW_CHECKER.healthy;
    const state = { ...NEW_CHECKER, healthy };
    this.watches = checkersIn(definition.regions).map((checker) => {
      const watch: Watch = { checker, state, counted: healthy, cancelNext: () => {} };
      this.lookAfter(options.random() * definition.intervalMs, watch);
      return watch;
    });
    this.lowest = this.percentage;
  }

  /**
   * Follows a deployed change: each checker's next look goes to the new target, and what it thought stays until enough
   * results contradict it (not documented; assumed). Where the regions are other ones, there are other checkers: that
   * needs a new watch.
   */
  follow(definition: EndpointDefinition): void {
    this.definition = definition;
  }

  hasRegions(regions: readonly string[]): boolean {
    return regions.join() === this.definition.regions.join();
  }

  get health(): Health {
    const healthy = this.watches.filter(({ counted }) => counted).length;
    const texts = new Set(this.watches.flatMap(({ last }) => (last ? [last.result.text] : [])));
    return {
      healthy: isEndpointHealthy(healthy, this.watches.length),
      reason:
        `${healthy} of ${this.watches.length} checkers find ${nameOf(this.definition)} healthy` +
        (texts.size > 0 ? ` (${[...texts].join("; ")})` : ""),
    };
  }

  /** How many percent of the checkers find the endpoint healthy. */
  get percentage(): number {
    return percentageOf(this.watches.filter(({ counted }) => counted).length, this.watches.length);
  }

  /** The lowest percentage since it was taken last. */
  takeLowestPercentage(): number {
    const { lowest } = this;
    this.lowest = this.percentage;
    return lowest;
  }

  /**
   * Milliseconds until the first byte of each answer since they were taken last; empty where nothing answered, and where
   * the check does not measure it.
   */
  takeFirstBytes(): number[] {
    const { firstBytes } = this;
    this.firstBytes = [];
    return firstBytes;
  }

  /** What each checker saw last; none of those that have not looked yet. */
  get observations(): Observation[] {
    return this.watches.flatMap(({ last }) => last ?? []);
  }

  /** Each checker's last failure, where it saw one. */
  get lastFailures(): Observation[] {
    return this.watches.flatMap(({ lastFailure }) => lastFailure ?? []);
  }

  /** No checker looks any more, and no look under way counts. */
  stop(): void {
    this.stopped = true;
    for (const { cancelNext } of this.watches) cancelNext();
  }

  private lookAfter(milliseconds: number, watch: Watch): void {
    watch.cancelNext = this.options.clock.after(milliseconds, () => void this.look(watch));
  }

  /** The next look's time counts from this one's answer or time-out (HealthCheckConfig, RequestInterval). */
  private async look(watch: Watch): Promise<void> {
    const { target } = this.definition;
    // A question that could not be put (moto failed under it) says nothing of the endpoint.
    const result = await this.options.probe(target, watch.checker).catch(() => undefined);
    if (this.stopped) return;
    if (result) this.take(watch, result);
    this.lookAfter(this.definition.intervalMs, watch);
  }

  private take(watch: Watch, result: ProbeResult): void {
    const { clock, aggregationMs = AGGREGATION_MS } = this.options;
    watch.last = { checker: watch.checker, result, at: clock.now() };
    if (!result.success) watch.lastFailure = watch.last;
    if (this.definition.measuresLatency && result.firstByteAfter !== undefined)
      this.firstBytes.push(result.firstByteAfter);
    const before = watch.state.healthy;
    watch.state = afterResult(watch.state, result.success, this.definition.failureThreshold);
    const { healthy } = watch.state;
    if (healthy !== before) clock.after(aggregationMs, () => this.count(watch, healthy));
  }

  private count(watch: Watch, healthy: boolean): void {
    if (this.stopped) return;
    watch.counted = healthy;
    this.lowest = Math.min(this.lowest, this.percentage);
    this.options.onChange();
  }
}

const nameOf = ({ target: { at, port, path } }: EndpointDefinition) =>
  `${at.kind === "address" ? at.address : at.name}:${port}${path}`;
