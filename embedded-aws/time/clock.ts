import type { Socket } from "node:net";
import type { RemoteEnd } from "./local-connections";

/** Takes a timer away. After it has fired, or a second time, it does nothing. */
export type Cancel = () => void;

/**
 * AWS time, for every part of the embedded AWS. Nothing in it may ask `Date.now()` or set a timer of Node's for anything
 * that takes time on AWS.
 */
export interface Clock {
  /** AWS time, in milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Calls back once this many milliseconds of AWS time have passed. An error that it throws stops the clock. */
  after(milliseconds: number, callback: () => void): Cancel;
  /** Resolves after this many milliseconds of AWS time; never, if the clock is stopped before. */
  sleep(milliseconds: number): Promise<void>;
  /**
   * Real work of this machine (a read of moto, a file, a process that starts): AWS time stands still until it is done.
   * Nothing inside may wait for AWS time, or both would wait for ever.
   * @param what for a person who asks why the time stands still
   */
  hold<Result>(what: string, work: () => Promise<Result>): Promise<Result>;
  /** Follows one end of a connection on this machine, so that time stands still while bytes are under way on it. */
  follow(end: Socket): void;
  /** Follows another process that lives in AWS time. Returns what lets it go. */
  join(participant: Participant): Cancel;
}

/** A clock that somebody lets run. */
export interface DrivenClock extends Clock {
  readonly isRunning: boolean;
  start(): void;
  /** Time stands still until `start`; what is under way goes on until it needs time, but for what `runDuring` lets end. */
  pause(): void;
  /**
   * Lets time run until this work has ended, whether or not somebody else lets it run: for a call that takes AWS time and
   * comes while it stands still.
   */
  runDuring<Result>(work: () => Promise<Result>): Promise<Result>;
  /** No timer fires any more. */
  stop(): void;
}

/** Something beside this process's own timers that lives in AWS time. */
export interface Participant {
  /** For a person who asks why the time stands still. */
  readonly name: string;
  /** True if it waits for its next timer or for nothing, so that only time can bring it further. */
  isQuiet(): boolean;
  /** Its ends of connections to parts in this process, as it last said: bytes under way on them are real work. */
  ends(): readonly RemoteEnd[];
  /** AWS time of its next timer; undefined where it has none. */
  nextTimerAt(): number | undefined;
  /** AWS time has reached its next timer. From here until it says so again it is not quiet. */
  wake(): void;
  /** Called with what makes the clock look again; to be called when `isQuiet` may have become true. */
  onChange(lookAgain: () => void): void;
}
