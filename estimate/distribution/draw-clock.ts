import type { Cancel, Clock } from "../../embedded-aws/time/clock";
import { Timers } from "../../embedded-aws/time/timers";

/** AWS time of one draw: it goes from one timer to the next whenever somebody says so. Nothing real happens in a draw. */
export class DrawClock implements Clock {
  private readonly timers = new Timers();

  /** @param time AWS time to begin with, in milliseconds since 1970-01-01 UTC */
  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): Cancel {
    return this.timers.add(this.time + Math.max(0, milliseconds), callback);
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  hold<Result>(_what: string, work: () => Promise<Result>): Promise<Result> {
    return work();
  }

  /** Fires the next timer. False: there is none, and nobody will ever wake. */
  step(): boolean {
    const at = this.timers.nextAt;
    if (at === undefined) return false;
    this.time = Math.max(this.time, at);
    this.timers.take()?.();
    return true;
  }

  follow(): void {
    throw new Error("no connection is opened in a draw");
  }

  join(): Cancel {
    throw new Error("no process takes part in a draw");
  }
}
