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

  instance({ region, instanceId, state, at }: InstanceStateChange): void {
    this.add(at, `instance ${instanceId} in ${region} is ${state}`);
  }

  health({ id, healthy, reason, at }: HealthChange): void {
    this.add(at, `health check ${id} is ${healthy ? "healthy" : "unhealthy"} (${reason})`);
  }

  alarm({ alarm, from, to, at }: AlarmChange): void {
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

  invocation({ functionArn, outcome, coldStart, startedAt, endedAt }: Invocation): void {
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
