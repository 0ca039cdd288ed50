/** From this AWS time on, in milliseconds since 1970-01-01 UTC, something was so. */
export interface Change<Value> {
  readonly at: number;
  readonly value: Value;
}

/** What something was, from one change to the next: an hour of a working site is one entry. */
export class Track<Value> {
  private readonly kept: Change<Value>[] = [];

  constructor(private readonly isSame: (one: Value, other: Value) => boolean = Object.is) {}

  note(at: number, value: Value): void {
    const last = this.kept.at(-1);
    if (last === undefined || !this.isSame(last.value, value)) this.kept.push({ at, value });
  }

  /** Oldest first. */
  get changes(): readonly Change<Value>[] {
    return this.kept;
  }

  get now(): Value | undefined {
    return this.kept.at(-1)?.value;
  }

  /** What it was at this moment; undefined before the first look. */
  at(time: number): Value | undefined {
    return this.kept.findLast(({ at }) => at <= time)?.value;
  }
}
