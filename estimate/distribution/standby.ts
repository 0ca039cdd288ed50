import { InstanceLife } from "../../embedded-aws/instances/instance-life";
import { USUAL_POWER_TIMES } from "../../embedded-aws/instances/power-times";
import type { Power, StandbyInstance } from "../../functions/controller/standby-instance";
import { bootRange, RANGES } from "../ranges";
import { STANDBY } from "./deployment";
import type { DrawClock } from "./draw-clock";
import type { Trigger } from "./lambda";
import type { Luck } from "./luck";
import { type Way, wayTo } from "./primary";

/** Whom a function was called by, and when, in milliseconds of AWS time. */
export interface Call {
  readonly trigger: Trigger;
  readonly at: number;
}

/** A standby's start: when EC2 accepted it, when it ran and when it served, in AWS time. */
export interface Start {
  /** Who started it. */
  readonly by: Call;
  readonly at: number;
  readonly runningAt: number;
  readonly servesAt: number;
}

/** The standby, which has been proven and waits. */
export class Standby {
  private readonly life: InstanceLife;
  private readonly times;
  private hearStart: (start: Start) => void = () => {};
  /** Resolves when EC2 has accepted a start: from then on nobody can make it serve sooner or later. */
  readonly started = new Promise<Start>((resolve) => {
    this.hearStart = resolve;
  });

  constructor(
    private readonly clock: DrawClock,
    private readonly callMs: number,
    luck: Luck,
    bootSeconds: number,
  ) {
    const pendingMs = luck.within(RANGES.pending);
    const bootMs = luck.within(bootRange(bootSeconds));
    // What a boot is to the instance, the file's `bootSeconds` counts as one: the system and the application.
    this.times = { ...USUAL_POWER_TIMES, pendingMs, bootMs, applicationStartMs: 0 };
    this.life = InstanceLife.found("stopped", {
      clock,
      times: this.times,
      immediately: () => false,
      onState: () => {},
      onServiceEnd: () => {},
      onDeath: () => {},
    });
  }

  get way(): Way {
    return wayTo(this.life);
  }

  /**
   * EC2's API, as an invocation of the controller calls it. The invocation that starts the standby never hears of it: what
   * it does after that (wait, commit, tell people) changes nothing of when users are served, and would only take time.
   */
  instanceFor(by: Call): StandbyInstance {
    const call = () => this.clock.sleep(this.callMs);
    return {
      describe: async () => {
        await call();
        return this.power;
      },
      start: async () => {
        await call();
        const { previous } = this.life.start();
        if (previous === "stopped") {
          const at = this.clock.now();
          const runningAt = at + this.times.pendingMs;
          this.hearStart({ by, at, runningAt, servesAt: runningAt + this.times.bootMs });
          return new Promise(() => {});
        }
        return { kind: "accepted", from: previous };
      },
      stop: async () => {
        throw new Error("the controller stops a standby that users need");
      },
      setType: async () => {
        throw new Error("the controller changes the type of a standby that has capacity");
      },
    };
  }

  private get power(): Power {
    const { state } = this.life;
    const type = STANDBY.instanceType;
    return state === "stopped" || state === "shutting-down" || state === "terminated"
      ? { state, type, reason: "" }
      : { state, type };
  }
}
