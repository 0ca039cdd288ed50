import type { Cancel } from "./clock";

interface Timer {
  readonly at: number;
  /** Of two timers at the same time, the one that was set first fires first. */
  readonly order: number;
  readonly callback: () => void;
  cancelled: boolean;
}

/** Timers by their time: a binary heap, since users alone set thousands a minute. */
export class Timers {
  private readonly heap: Timer[] = [];
  private added = 0;

  add(at: number, callback: () => void): Cancel {
    const timer = { at, order: this.added++, callback, cancelled: false };
    this.heap.push(timer);
    this.rise(this.heap.length - 1);
    return () => {
      timer.cancelled = true;
    };
  }

  /** Time of the earliest timer. */
  get nextAt(): number | undefined {
    this.dropCancelled();
    return this.heap[0]?.at;
  }

  /** Takes the earliest timer out. */
  take(): (() => void) | undefined {
    this.dropCancelled();
    return this.pop()?.callback;
  }

  clear(): void {
    this.heap.length = 0;
  }

  private dropCancelled(): void {
    while (this.heap[0]?.cancelled) this.pop();
  }

  private pop(): Timer | undefined {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (last !== undefined && last !== first) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first;
  }

  private rise(index: number): void {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  private sink(index: number): void {
    for (let parent = index; ; ) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let least = parent;
      if (left < this.heap.length && this.isBefore(left, least)) least = left;
      if (right < this.heap.length && this.isBefore(right, least)) least = right;
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one]!, this.heap[other]!];
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    [this.heap[one], this.heap[other]] = [this.heap[other]!, this.heap[one]!];
  }
}
