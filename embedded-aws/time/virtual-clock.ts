import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import type { Cancel, DrivenClock, Participant } from "./clock";
import { LocalConnections } from "./local-connections";
import { Timers } from "./timers";

/** Turns of the event loop without any event after which nothing real goes on in this process; a prototype needed two. */
const QUIET_TURNS = 3;
/** Turns that wait in the loop for bytes under way, which takes microseconds, before the clock waits in milliseconds. */
const EAGER_TURNS = 200;
const PATIENT_WAIT_MS = 1;
/** Real milliseconds without progress after which something waits that nothing can wake: longer than any function may compute. */
const STANDSTILL_MS = 120_000;

/**
 * AWS time that passes only while nothing real happens: whenever this process, the connections on this machine and
 * every participant are quiet, it jumps to the next timer. So what this machine's own work takes is no AWS time.
 * Made standing still; `start` lets it run.
 */
export class VirtualClock implements DrivenClock {
  private readonly connections = new LocalConnections();
  private readonly timers = new Timers();
  private readonly participants = new Set<Participant>();
  private readonly holds = new Map<number, string>();
  private holdsTaken = 0;
  private state: "standing" | "running" | "stopped" = "standing";
  private looking = false;
  private quietTurns = 0;
  private loudTurns = 0;
  private lastEvents = -1;
  private lastProgress = 0;
  private watchdog: NodeJS.Timeout | undefined;

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
    this.connections.follow(end);
  }

  join(participant: Participant): Cancel {
    this.participants.add(participant);
    participant.onChange(() => this.lookAgain());
    return () => {
      this.participants.delete(participant);
      this.lookAgain();
    };
  }

  get isRunning(): boolean {
    return this.state === "running";
  }

  start(): void {
    if (this.state !== "standing") return;
    this.state = "running";
    this.lastProgress = performance.now();
    this.watchdog = setInterval(() => this.complainOfStandstill(), STANDSTILL_MS / 4).unref();
    this.lookAgain();
  }

  pause(): void {
    if (this.state === "running") this.state = "standing";
    clearInterval(this.watchdog);
  }

  stop(): void {
    this.pause();
    this.state = "stopped";
    this.timers.clear();
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
    if (!this.isQuiet()) {
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

  private isQuiet(): boolean {
    if (!this.connections.isQuiet()) return false;
    return [...this.participants].every((participant) => this.isQuietThere(participant));
  }

  private isQuietThere(participant: Participant): boolean {
    return participant.isQuiet() && this.connections.agreesWith(participant.ends());
  }

  /** Goes to the next timer, wherever it is, and lets it fire. Without one, time stands still until somebody sets one. */
  private goOn(): void {
    let at = this.timers.nextAt;
    let whose: Participant | undefined;
    for (const participant of this.participants) {
      const theirs = participant.nextTimerAt();
      if (theirs === undefined || (at !== undefined && theirs >= at)) continue;
      at = theirs;
      whose = participant;
    }
    this.lastProgress = performance.now();
    if (at === undefined) return;
    if (at > this.time) {
      this.time = at;
      this.options.onTime?.(at);
    }
    try {
      if (whose) whose.wake();
      else this.timers.take()?.();
    } catch (error) {
      this.stop();
      this.options.onFailure?.(error as Error);
      return;
    }
    this.lookAgain();
  }

  private complainOfStandstill(): void {
    if (performance.now() - this.lastProgress < STANDSTILL_MS) return;
    const loud = [...this.participants]
      .filter((participant) => !this.isQuietThere(participant))
      .map(({ name }) => name);
    const waits = [...this.holds.values(), ...loud, ...(this.connections.isQuiet() ? [] : ["bytes on a connection"])];
    if (waits.length === 0) return;
    this.stop();
    this.options.onFailure?.(
      new Error(`AWS time has stood still for ${STANDSTILL_MS / 1000} s of this machine's, for: ${waits.join(", ")}.`),
    );
  }
}
