/** Time that passes only while everybody sleeps; whoever sleeps shortest wakes first. So what is at once is interleaved. */
export class VirtualTime {
  private sleepers: { at: number; order: number; wake: () => void }[] = [];
  private order = 0;

  constructor(public now: number) {}

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ at: this.now + Math.max(0, milliseconds), order: this.order++, wake });
    });
  }

  /** Lets everything happen that is due until then. */
  async until(end: number): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      const next = this.sleepers.sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined || next.at > end) break;
      this.sleepers.shift();
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
    this.now = Math.max(this.now, end);
  }
}
