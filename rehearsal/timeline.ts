import type { AlarmChange } from "../embedded-aws/alarms/alarm-message";
import type { AsynchronousOutcome } from "../embedded-aws/asynchronous/asynchronous-invocations";
import type { Delivery } from "../embedded-aws/deliveries/delivery";
import type { Invocation } from "../embedded-aws/functions/invocation";
import type { Happenings } from "../embedded-aws/happenings";
import type { HealthChange } from "../embedded-aws/health-checks/health-checks";
import type { InstanceStateChange } from "../embedded-aws/instances/instance-power";
import { inSeconds } from "./aws-time";

/** One thing that happened on the embedded AWS. `at` is AWS time in milliseconds. */
export interface Entry {
  readonly at: number;
  readonly text: string;
}

/** An hour of a story makes a few hundred entries; a part that goes wild must not fill the memory. */
const ENTRIES_KEPT = 10_000;

/** What happened on the embedded AWS, in its order, as its parts tell it. */
export class Timeline implements Happenings {
  private readonly entries: Entry[] = [];
  private readonly delivered: Delivery[] = [];
  private readonly ran: AsynchronousOutcome[] = [];
  private readonly powered: InstanceStateChange[] = [];
  private readonly checked: HealthChange[] = [];
  private readonly alarmed: AlarmChange[] = [];
  private readonly invoked: Invocation[] = [];

  since(at: number): readonly Entry[] {
    return this.entries.filter((entry) => entry.at >= at);
  }

  /** Deliveries whose cause arose at or after this moment. */
  deliveries(since: number): readonly Delivery[] {
    return this.delivered.filter(({ begunAt }) => begunAt >= since);
  }

  /** What became of events that a function's queue accepted at or after this moment. */
  outcomes(since: number): readonly AsynchronousOutcome[] {
    return this.ran.filter(({ acceptedAt }) => acceptedAt >= since);
  }

  /** Instances' changes of state, oldest first. */
  get instances(): readonly InstanceStateChange[] {
    return this.powered;
  }

  get healthChanges(): readonly HealthChange[] {
    return this.checked;
  }

  get alarmChanges(): readonly AlarmChange[] {
    return this.alarmed;
  }

  /** Runs of functions that have ended, in the order of their ends. */
  get invocations(): readonly Invocation[] {
    return this.invoked;
  }

  instance(change: InstanceStateChange): void {
    keep(this.powered, change);
    const { region, instanceId, state, at } = change;
    this.add(at, `instance ${instanceId} in ${region} is ${state}`);
  }

  health(change: HealthChange): void {
    keep(this.checked, change);
    const { id, healthy, reason, at } = change;
    this.add(at, `health check ${id} is ${healthy ? "healthy" : "unhealthy"} (${reason})`);
  }

  alarm(change: AlarmChange): void {
    keep(this.alarmed, change);
    const { alarm, from, to, at } = change;
    this.add(at, `alarm ${alarm.name} in ${alarm.region} goes from ${from} to ${to}`);
  }

  delivery(delivery: Delivery): void {
    keep(this.delivered, delivery);
    const { source, target, outcome, endedAt } = delivery;
    // The schedule's ticks, one a minute, would hide everything else.
    if (source.kind === "schedule" && outcome.kind === "delivered") return;
    const how = outcome.kind === "delivered" ? "reached" : `did not reach (${outcome.reason})`;
    this.add(endedAt, `the ${source.kind} ${how} ${target}`);
  }

  invocation(invocation: Invocation): void {
    keep(this.invoked, invocation);
    const { functionArn, outcome, coldStart, startedAt, endedAt } = invocation;
    const how = outcome.kind === "error" ? `error: ${outcome.error.errorMessage}` : outcome.kind;
    const duration = inSeconds(endedAt - startedAt);
    this.add(endedAt, `${functionArn} ran for ${duration}${coldStart ? " after a cold start" : ""}: ${how}`);
  }

  asynchronous(outcome: AsynchronousOutcome): void {
    keep(this.ran, outcome);
    const { functionArn, at, outcome: end } = outcome;
    if (end.kind === "given up") this.add(at, `an event for ${functionArn} was given up: ${end.fate}`);
    if (end.kind === "refused") this.add(at, `an event was refused: ${end.reason}`);
  }

  private add(at: number, text: string): void {
    keep(this.entries, { at, text });
  }
}

function keep<T>(list: T[], value: T): void {
  list.push(value);
  if (list.length > ENTRIES_KEPT) list.shift();
}
