/** Changes that are remembered of one check: far more than DNS, which lags by seconds, or a minute's metric looks back to. */
const REMEMBERED_CHANGES = 64;

/** What a health check was at each time, as far back as it is remembered. Times are AWS time in milliseconds. */
export class HealthHistory {
  private readonly changes: { readonly at: number; readonly healthy: boolean }[];

  constructor(at: number, healthy: boolean) {
    this.changes = [{ at, healthy }];
  }

  get healthy(): boolean {
    return this.changes.at(-1)!.healthy;
  }

  /** Since when it is what it is. */
  get since(): number {
    return this.changes.at(-1)!.at;
  }

  /** @returns whether that is a change */
  record(at: number, healthy: boolean): boolean {
    if (healthy === this.healthy) return false;
    this.changes.push({ at, healthy });
    if (this.changes.length > REMEMBERED_CHANGES) this.changes.shift();
    return true;
  }

  /** What it was at this time; before all that is remembered, what it was first. */
  healthyAt(time: number): boolean {
    return (this.changes.findLast(({ at }) => at <= time) ?? this.changes[0]!).healthy;
  }

  /** Whether it was healthy from one time until just before another, throughout. */
  wasHealthyThroughout(from: number, to: number): boolean {
    return this.healthyAt(from) && this.changes.every(({ at, healthy }) => at <= from || at >= to || healthy);
  }
}
