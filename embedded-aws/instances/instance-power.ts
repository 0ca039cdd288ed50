import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import type { Clock } from "../time/clock";
import { InstanceLife } from "./instance-life";
import type { InstanceSoFar, InstanceState, StateChange, StateReason } from "./instance-state";
import { type BootTimes, type PowerTimes, USUAL_POWER_TIMES } from "./power-times";

/** An instance has entered a state that AWS announces, at this AWS time in milliseconds. */
export interface InstanceStateChange {
  readonly region: string;
  readonly instanceId: string;
  readonly state: InstanceState;
  readonly at: number;
}

/** One of an account's instances, as somebody has known it until now. */
export interface KnownInstance extends InstanceSoFar {
  readonly region: string;
  readonly instanceId: string;
}

/**
 * AWS time after which moto's state counts as changed behind our back. A call that is under way, and that we have not
 * heard of yet, takes no AWS time; in real time it takes less than this.
 */
const HEARD_OF_BY_MS = 1_000;

/** What moto's state looks like for each of AWS's: moto changes at once. */
export const MOTO_STATES: Readonly<Record<InstanceState, InstanceState>> = {
  pending: "running",
  running: "running",
  stopping: "stopped",
  stopped: "stopped",
  "shutting-down": "terminated",
  terminated: "terminated",
};

/** The states of every instance as AWS shows them, in AWS time, where moto changes them at once. */
export class InstancePower {
  private readonly lives = new Map<string, InstanceLife>();
  private readonly regions = new Map<string, string>();
  private readonly lastSeen = new Map<string, InstanceState>();
  private readonly stateListeners: ((change: InstanceStateChange) => void)[] = [];
  private readonly serviceListeners: ((instanceId: string) => void)[] = [];

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly deployed: AwsClients;
      readonly state: DeployedState;
      /** Whether transitions take no time now: while the clock stands still and Terraform waits. */
      readonly immediately: () => boolean;
      readonly times?: PowerTimes;
      /** What another knew before, as its `known` tells it. */
      readonly known?: readonly KnownInstance[];
    },
  ) {
    for (const { region, instanceId, ...soFar } of options.known ?? [])
      this.know(region, instanceId, new InstanceLife(this.around(region, instanceId), soFar));
  }

  get known(): KnownInstance[] {
    return [...this.lives].map(([instanceId, { soFar }]) => ({
      ...{ region: this.regions.get(instanceId)!, instanceId },
      ...soFar,
    }));
  }

  /** EventBridge's "EC2 Instance State-change Notification" is made of these. */
  onChange(listener: (change: InstanceStateChange) => void): void {
    this.stateListeners.push(listener);
  }

  /** Told when an instance's service ends, so that its connections end with it. */
  onServiceEnd(listener: (instanceId: string) => void): void {
    this.serviceListeners.push(listener);
  }

  /** Undefined: nobody has seen this instance yet. */
  stateOf(instanceId: string): InstanceState | undefined {
    return this.lives.get(instanceId)?.state;
  }

  serviceOf(instanceId: string): "none" | "listening" {
    return this.lives.get(instanceId)?.serves ? "listening" : "none";
  }

  /** AWS time in milliseconds; undefined where moto's own stamp is all that is known. */
  launchTimeOf(instanceId: string): number | undefined {
    return this.lives.get(instanceId)?.startedAt;
  }

  /** Why an accepted start has failed. */
  failureOf(instanceId: string): StateReason | undefined {
    return this.lives.get(instanceId)?.failure;
  }

  /**
   * The instance's next start is accepted and then dies, as with a KMS key that EC2 may not use.
   * @throws Error if nobody has seen the instance yet
   */
  failNextStart(instanceId: string, reason: StateReason): void {
    this.seenLife(instanceId, `The start of instance ${instanceId} is to fail`).failNextStart(reason);
  }

  /**
   * How long the instance boots, instead of the usual times.
   * @throws Error if nobody has seen the instance yet
   */
  takesToBoot(instanceId: string, boots: BootTimes): void {
    this.seenLife(instanceId, `Instance ${instanceId} is to boot for ${boots.laterMs} ms`).takesToBoot(boots);
  }

  /** moto has launched this instance. */
  launched(region: string, instanceId: string): StateChange {
    this.know(region, instanceId, InstanceLife.launched(this.around(region, instanceId)));
    return { previous: "pending", current: "pending" };
  }

  /** moto has started this instance, which was in this state in its eyes. */
  started(region: string, instanceId: string, previous: InstanceState): StateChange {
    return this.lifeOf(region, instanceId, previous).start();
  }

  stopped(region: string, instanceId: string, previous: InstanceState): StateChange {
    return this.lifeOf(region, instanceId, previous).stop();
  }

  terminated(region: string, instanceId: string, previous: InstanceState): StateChange {
    return this.lifeOf(region, instanceId, previous).terminate();
  }

  /** Ends what is under way at this instance if nobody has the time to wait for it. */
  settle(instanceId: string): void {
    if (this.options.immediately()) this.lives.get(instanceId)?.settle();
  }

  /** moto describes this instance so. A change that no call through the gateway explains is followed a second later. */
  seen(region: string, instanceId: string, state: InstanceState): void {
    const life = this.lifeOf(region, instanceId, state);
    this.lastSeen.set(instanceId, state);
    if (MOTO_STATES[life.state] === state) return;
    const then = life.state;
    this.options.clock.after(HEARD_OF_BY_MS, () => {
      const unexplained = life.state === then && this.lastSeen.get(instanceId) === state;
      if (unexplained) life.follow(state);
    });
  }

  /** @param wanted what was to be done with it, for people */
  private seenLife(instanceId: string, wanted: string): InstanceLife {
    const life = this.lives.get(instanceId);
    if (life) return life;
    throw new Error(
      `${wanted}, and no such instance has been seen; seen are ` +
        `${[...this.lives.keys()].join(", ") || "none"}. Deploy it and refresh the servers first.`,
    );
  }

  private lifeOf(region: string, instanceId: string, state: InstanceState): InstanceLife {
    const known = this.lives.get(instanceId);
    if (known) return known;
    const found = InstanceLife.found(state, this.around(region, instanceId));
    this.know(region, instanceId, found);
    return found;
  }

  private know(region: string, instanceId: string, life: InstanceLife): void {
    this.lives.set(instanceId, life);
    this.regions.set(instanceId, region);
  }

  private around(region: string, instanceId: string) {
    const { clock, immediately, times = USUAL_POWER_TIMES } = this.options;
    return {
      clock,
      immediately,
      times,
      onState: (state: InstanceState) => {
        // A state that we gave moto ourselves is no surprise, whatever was read before.
        this.lastSeen.delete(instanceId);
        for (const listener of this.stateListeners) listener({ region, instanceId, state, at: clock.now() });
      },
      onServiceEnd: () => {
        for (const listener of this.serviceListeners) listener(instanceId);
      },
      onDeath: () => this.stopInMoto(region, instanceId),
    };
  }

  /** For moto the failed start was a good one. If moto is gone, so is everything else. */
  private stopInMoto(region: string, instanceId: string): void {
    const { clock, deployed, state } = this.options;
    const stop = new StopInstancesCommand({ InstanceIds: [instanceId] });
    clock
      .hold(`stopping ${instanceId} in moto`, () => deployed.ec2(region).send(stop))
      .then(
        () => state.changed("ec2"),
        () => {},
      );
  }
}
