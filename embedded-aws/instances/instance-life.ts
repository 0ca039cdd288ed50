import type { Cancel, Clock } from "../time/clock";
import type { InstanceSoFar, InstanceState, StateChange, StateReason } from "./instance-state";
import { type BootTimes, type PowerTimes, usualBoots } from "./power-times";

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

const isTransition = (state: InstanceState) => state === "pending" || state === "stopping" || state === "shutting-down";

/**
 * One instance's way through EC2's states, and whether its service listens.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
export class InstanceLife {
  private readonly own: { -readonly [Field in keyof InstanceSoFar]: InstanceSoFar[Field] };
  private cancelTransition: Cancel = () => {};
  private cancelService: Cancel = () => {};

  constructor(
    private readonly around: Surroundings,
    soFar: InstanceSoFar,
  ) {
    this.own = { ...soFar };
    if (soFar.transitionEndsAt !== undefined) this.endTransitionAt(soFar.transitionEndsAt);
    if (soFar.serviceTurnsAt !== undefined) this.turnServiceAt(soFar.serviceTurnsAt);
  }

  /** An instance that was there before anybody looked: whatever runs has booted long ago. */
  static found(state: InstanceState, around: Surroundings): InstanceLife {
    return new InstanceLife(around, { state, listens: state === "running", hasBooted: true });
  }

  /** An instance that has just been launched. */
  static launched(around: Surroundings): InstanceLife {
    const life = new InstanceLife(around, { state: "stopped", listens: false, hasBooted: false });
    life.start();
    return life;
  }

  get soFar(): InstanceSoFar {
    return { ...this.own };
  }

  get state(): InstanceState {
    return this.own.state;
  }

  get serves(): boolean {
    return this.own.listens;
  }

  /** AWS time of the last start; undefined if that was before anybody looked. */
  get startedAt(): number | undefined {
    return this.own.startedAt;
  }

  /** Set by a start that failed, until the next start or stop. */
  get failure(): StateReason | undefined {
    return this.own.failure;
  }

  /** Nothing happens unless it is stopped: AWS refuses, or there is nothing to do. */
  start(): StateChange {
    const previous = this.own.state;
    if (previous !== "stopped") return { previous, current: previous };
    this.own.failureOfThisStart = this.own.failureOfNextStart;
    this.own.failureOfNextStart = undefined;
    this.own.failure = undefined;
    this.own.startedAt = this.around.clock.now();
    this.enter("pending");
    this.beginTransition(this.around.times.pendingMs);
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
    this.own.failureOfNextStart = reason;
  }

  /** So long it boots from now on; a boot that is under way too. */
  takesToBoot(boots: BootTimes): void {
    const before = this.bootMs;
    this.own.boots = boots;
    const { state, listens, serviceTurnsAt } = this.own;
    const isBooting = state === "running" && !listens && serviceTurnsAt !== undefined;
    if (isBooting) this.turnServiceAt(serviceTurnsAt + this.bootMs - before);
  }

  /** moto's state was changed behind everybody's back: so it is now, at once. */
  follow(state: InstanceState): void {
    this.cancelTransition();
    this.own.transitionEndsAt = undefined;
    this.endService();
    this.own.listens = state === "running";
    this.own.hasBooted = true;
    if (state !== this.own.state) this.enter(state);
  }

  /** Ends a transition that is under way, for a caller for whom time does not pass. */
  settle(): void {
    if (!isTransition(this.own.state)) return;
    this.cancelTransition();
    this.endTransition();
  }

  private leave(between: InstanceState, last: InstanceState, milliseconds: number): StateChange {
    const previous = this.own.state;
    if (previous === last || previous === between || previous === "terminated" || previous === "shutting-down")
      return { previous, current: previous };
    this.cancelTransition();
    this.own.failure = undefined;
    if (previous === "stopped") {
      // Nothing has to be shut down: AWS terminates a stopped instance at once.
      this.enter(last);
      return { previous, current: last };
    }
    this.enter(between);
    if (previous !== "stopping") this.turnServiceAt(this.around.clock.now() + this.around.times.servicesDownMs);
    this.beginTransition(milliseconds);
    return { previous, current: between };
  }

  private beginTransition(milliseconds: number): void {
    const { clock, immediately } = this.around;
    if (immediately()) this.endTransition();
    else this.endTransitionAt(clock.now() + milliseconds);
  }

  private endTransitionAt(at: number): void {
    this.own.transitionEndsAt = at;
    this.cancelTransition = this.around.clock.after(at - this.around.clock.now(), () => this.endTransition());
  }

  private endTransition(): void {
    this.own.transitionEndsAt = undefined;
    if (this.own.state === "pending") {
      if (this.own.failureOfThisStart) this.die(this.own.failureOfThisStart);
      else this.boot();
      return;
    }
    this.endService();
    this.enter(this.own.state === "stopping" ? "stopped" : "terminated");
  }

  private boot(): void {
    this.enter("running");
    this.turnServiceAt(this.around.clock.now() + this.bootMs);
  }

  private get bootMs(): number {
    const { firstMs, laterMs } = this.own.boots ?? usualBoots(this.around.times);
    return this.own.hasBooted ? laterMs : firstMs;
  }

  private die(reason: StateReason): void {
    this.own.failure = reason;
    this.around.onDeath();
    this.enter("stopped");
  }

  private turnServiceAt(at: number): void {
    this.cancelService();
    this.own.serviceTurnsAt = at;
    this.cancelService = this.around.clock.after(at - this.around.clock.now(), () => this.turnService());
  }

  private turnService(): void {
    if (this.own.state !== "running") {
      this.endService();
      return;
    }
    this.own.serviceTurnsAt = undefined;
    this.own.hasBooted = true;
    this.own.listens = true;
  }

  private endService(): void {
    this.cancelService();
    this.own.serviceTurnsAt = undefined;
    if (!this.own.listens) return;
    this.own.listens = false;
    this.around.onServiceEnd();
  }

  private enter(state: InstanceState): void {
    this.own.state = state;
    this.around.onState(state);
  }
}
