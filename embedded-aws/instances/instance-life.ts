import type { Cancel, Clock } from "../time/clock";
import type { PowerTimes } from "./power-times";

/** EC2's codes of the states, as its API gives them beside the names. */
export const STATE_CODES = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export type InstanceState = keyof typeof STATE_CODES;

/** Why an instance is in its state, as DescribeInstances says it: e.g. code `Client.InternalError`. */
export interface StateReason {
  readonly code: string;
  readonly message: string;
}

export interface StateChange {
  readonly previous: InstanceState;
  readonly current: InstanceState;
}

interface Surroundings {
  readonly clock: Clock;
  readonly times: PowerTimes;
  /** True while transitions take no time. Boots always take theirs. */
  readonly immediately: () => boolean;
  /** Told of each state that AWS announces. */
  readonly onState: (state: InstanceState) => void;
  readonly onServiceEnd: () => void;
  /** An accepted start has failed. */
  readonly onDeath: () => void;
}

/**
 * One instance's way through EC2's states, and whether its service listens.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
export class InstanceLife {
  /** AWS time of the last start; undefined if that was before anybody looked. */
  startedAt: number | undefined;
  /** Set by a start that failed, until the next start or stop. */
  failure: StateReason | undefined;
  private listens: boolean;
  private hasBooted: boolean;
  private failureOfNextStart: StateReason | undefined;
  private transition: Cancel = () => {};
  private service: Cancel = () => {};

  private constructor(
    private readonly around: Surroundings,
    private current: InstanceState,
    hasBooted: boolean,
  ) {
    this.hasBooted = hasBooted;
    this.listens = hasBooted && current === "running";
  }

  /** An instance that was there before anybody looked: whatever runs has booted long ago. */
  static found(state: InstanceState, around: Surroundings): InstanceLife {
    return new InstanceLife(around, state, true);
  }

  /** An instance that has just been launched. */
  static launched(around: Surroundings): InstanceLife {
    const life = new InstanceLife(around, "stopped", false);
    life.start();
    return life;
  }

  get state(): InstanceState {
    return this.current;
  }

  get serves(): boolean {
    return this.listens;
  }

  /** Nothing happens unless it is stopped: AWS refuses, or there is nothing to do. */
  start(): StateChange {
    const previous = this.current;
    if (previous !== "stopped") return { previous, current: previous };
    const failure = this.failureOfNextStart;
    this.failureOfNextStart = undefined;
    this.failure = undefined;
    this.startedAt = this.around.clock.now();
    this.enter("pending");
    this.later(this.around.times.pendingMs, () => (failure ? this.die(failure) : this.boot()));
    return { previous, current: "pending" };
  }

  stop(): StateChange {
    return this.leave("stopping", "stopped", this.around.times.stoppingMs);
  }

  terminate(): StateChange {
    return this.leave("shutting-down", "terminated", this.around.times.shuttingDownMs);
  }

  /** The next start is accepted, and then the instance stops by itself, for this reason. */
  failNextStart(reason: StateReason): void {
    this.failureOfNextStart = reason;
  }

  /** moto's state was changed behind everybody's back: so it is now, at once. */
  follow(state: InstanceState): void {
    this.transition();
    this.endService();
    this.listens = state === "running";
    this.hasBooted = true;
    if (state !== this.current) this.enter(state);
  }

  /** Ends a transition that is under way, for a caller for whom time does not pass. */
  settle(): void {
    if (this.current !== "pending" && this.current !== "stopping" && this.current !== "shutting-down") return;
    this.transition();
    this.afterTransition();
  }

  private afterTransition: () => void = () => {};

  private leave(between: InstanceState, last: InstanceState, milliseconds: number): StateChange {
    const previous = this.current;
    if (previous === last || previous === between || previous === "terminated" || previous === "shutting-down")
      return { previous, current: previous };
    this.transition();
    this.failure = undefined;
    if (previous === "stopped") {
      // Nothing has to be shut down: AWS terminates a stopped instance at once.
      this.enter(last);
      return { previous, current: last };
    }
    this.enter(between);
    if (previous !== "stopping") {
      this.service();
      this.service = this.around.clock.after(this.around.times.servicesDownMs, () => this.endService());
    }
    this.later(milliseconds, () => {
      this.endService();
      this.enter(last);
    });
    return { previous, current: between };
  }

  private boot(): void {
    const { clock, times } = this.around;
    this.enter("running");
    this.service = clock.after((this.hasBooted ? times.bootMs : times.firstBootMs) + times.applicationStartMs, () => {
      this.hasBooted = true;
      this.listens = true;
    });
  }

  private die(reason: StateReason): void {
    this.failure = reason;
    this.around.onDeath();
    this.enter("stopped");
  }

  private endService(): void {
    this.service();
    if (!this.listens) return;
    this.listens = false;
    this.around.onServiceEnd();
  }

  private enter(state: InstanceState): void {
    this.current = state;
    this.around.onState(state);
  }

  private later(milliseconds: number, then: () => void): void {
    this.afterTransition = then;
    if (this.around.immediately()) then();
    else this.transition = this.around.clock.after(milliseconds, then);
  }
}
