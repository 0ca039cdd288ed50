import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import type { Cancel, DrivenClock, Participant } from "./clock";
import { Participants } from "./participants";
import { StandstillWatch } from "./standstill-watch";
import { Timers } from "./timers";

/** Turns of the event loop without any event after which nothing real goes on in this process; a prototype needed two. */
const QUIET_TURNS = 3;
/** Turns that wait in the loop for bytes under way, which takes microseconds, before the clock waits in milliseconds. */
const EAGER_TURNS = 200;
const PATIENT_WAIT_MS = 1;

/**
 * AWS time that passes only while nothing real happens: whenever this process, the connections on this machine and
 * every participant are quiet, it jumps to the next timer. So what this machine's own work takes is no AWS time.
 * Made standing still; `start` lets it run.
 */
export class VirtualClock implements DrivenClock {
  private readonly timers = new Timers();
  private readonly participants = new Participants();
  private readonly holds = new Map<number, string>();
  private holdsTaken = 0;
  private isStarted = false;
  private runningFor = 0;
  private state: "standing" | "running" | "stopped" = "standing";
  private looking = false;
  private quietTurns = 0;
  private loudTurns = 0;
  private lastEvents = -1;
  private readonly watch = new StandstillWatch(
    () => [...this.holds.values(), ...this.participants.whatWaits()],
    (error) => this.fail(error),
  );

  /**
   * @param time AWS time to begin with, in milliseconds since 1970-01-01 UTC
   * @param onTime told of the new time before anything that happens at it
   * @param onFailure told why the clock has stopped by itself: a timer threw, or nothing happens any more
   */
  constructor(
    private time: number,
    private readonly options: {
      readonly onTime?: (now: number) => void;
      readonly onFailure?: (error: Error) => void;
    } = {},
  ) {}

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): Cancel {
    const cancel = this.timers.add(this.time + Math.max(0, milliseconds), callback);
    this.lookAgain();
    return cancel;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  async hold<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const id = this.holdsTaken++;
    this.holds.set(id, what);
    try {
      return await work();
    } finally {
      this.holds.delete(id);
      this.lookAgain();
    }
  }

  follow(end: Socket): void {
    this.participants.follow(end);
  }

  join(participant: Participant): Cancel {
    const leave = this.participants.join(participant);
    participant.onChange(() => this.lookAgain());
    return () => {
      leave();
      this.lookAgain();
    };
  }

  get isRunning(): boolean {
    return this.state === "running";
  }

  start(): void {
    this.isStarted = true;
    this.run();
  }

  pause(): void {
    this.isStarted = false;
    if (this.runningFor === 0) this.stand();
  }

  async runDuring<Result>(work: () => Promise<Result>): Promise<Result> {
    this.runningFor += 1;
    this.run();
    try {
      return await work();
    } finally {
      this.runningFor -= 1;
      if (!this.isStarted) this.pause();
    }
  }

  stop(): void {
    this.stand();
    this.state = "stopped";
    this.timers.clear();
  }

  private run(): void {
    if (this.state !== "standing") return;
    this.state = "running";
    this.watch.begin();
    this.lookAgain();
  }

  private stand(): void {
    if (this.state === "running") this.state = "standing";
    this.watch.end();
  }

  private lookAgain(): void {
    if (this.state !== "running" || this.looking) return;
    this.looking = true;
    this.quietTurns = 0;
    this.loudTurns = 0;
    setImmediate(this.look);
  }

  private readonly look = (): void => {
    if (this.state !== "running" || this.holds.size > 0) {
      // Whoever ends the last hold, or starts the clock, looks again.
      this.looking = false;
      return;
    }
    if (!this.participants.areQuiet()) {
      this.quietTurns = 0;
      this.loudTurns += 1;
      if (this.loudTurns < EAGER_TURNS) setImmediate(this.look);
      else setTimeout(this.look, PATIENT_WAIT_MS);
      return;
    }
    const { events } = performance.nodeTiming.uvMetricsInfo;
    if (events !== this.lastEvents) this.quietTurns = 0;
    this.lastEvents = events;
    this.quietTurns += 1;
    if (this.quietTurns <= QUIET_TURNS) {
      setImmediate(this.look);
      return;
    }
    this.looking = false;
    this.goOn();
  };

  /** Goes to the next timer, wherever it is, and lets it fire. Without one, time stands still until somebody sets one. */
  private goOn(): void {
    const theirs = this.participants.earlierThan(this.timers.nextAt);
    const at = theirs?.at ?? this.timers.nextAt;
    this.watch.progress();
    if (at === undefined) return;
    if (at > this.time) {
      this.time = at;
      this.options.onTime?.(at);
    }
    try {
      if (theirs) theirs.whose.wake();
      else this.timers.take()?.();
      this.lookAgain();
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private fail(error: Error): void {
    this.stop();
    this.options.onFailure?.(error);
  }
}
