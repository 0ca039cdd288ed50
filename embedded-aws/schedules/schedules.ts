import { atLeastOnce, latenessOf } from "../deliveries/at-least-once";
import { inBackground } from "../deliveries/background";
import type { Delivery, DeliveryListener, InvokeLater } from "../deliveries/delivery";
import { type Failure, retrying, retryPolicyOf } from "../deliveries/retrying";
import type { Faults } from "../faults";
import type { Cancel, Clock } from "../time/clock";
import { readSchedules, type Schedule } from "./deployed-schedules";
import { inputOf } from "./schedule-input";
import { keepTick, type ScheduleParts, whatStops } from "./schedule-target";
import { nextDue, parseTimetable, type Timetable } from "./timetable";

/**
 * "All schedule types invoke their targets with 60 second precision": one for 1:00 runs between 1:00:00 and 1:00:59.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const PRECISION_MS = 60_000;
/** How soon a schedule that was created or changed is noticed. Not documented; assumed. */
const NOTICED_WITHIN_MS = 10_000;

/**
 * How late ticks are within the precision. AWS documents no more than the bound. `each tick` allows for gaps of nearly
 * two minutes at one a minute, the worst that AWS allows; `each schedule` keeps the interval exactly.
 */
export type Lateness = "each tick" | "each schedule";

export interface SchedulesOptions extends ScheduleParts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly random: () => number;
  readonly regions: readonly string[];
  readonly invokeLater: InvokeLater;
  /** Told of each tick's delivery, and of each schedule that can never tick. */
  readonly onDelivery: DeliveryListener;
  /** Default: `each tick`. */
  readonly lateness?: Lateness;
}

interface Running {
  /** What it was planned by: a change of it plans anew. */
  readonly plan: string;
  /** First time of a rate, in milliseconds: a rate without a start date begins at a random phase. */
  readonly from: number;
  /** A share of the precision, where it is drawn once. */
  readonly lateness: number;
  cancel: Cancel;
}

/** EventBridge Scheduler: calls functions by the deployed schedules, with their roles. */
export class Schedules {
  private readonly running = new Map<string, Running>();

  constructor(private readonly options: SchedulesOptions) {}

  /** Begins to look for schedules, now and again and again. */
  start(): void {
    const { clock } = this.options;
    inBackground(clock, async () => {
      for (;;) {
        await this.refresh();
        await clock.sleep(NOTICED_WITHIN_MS);
      }
    });
  }

  private async refresh(): Promise<void> {
    const found = new Map<string, Schedule>();
    for (const region of this.options.regions)
      for (const schedule of await readSchedules(this.options, region))
        if (schedule.isEnabled) found.set(schedule.arn, schedule);
    for (const [arn, { plan, cancel }] of this.running) {
      const schedule = found.get(arn);
      if (schedule && planOf(schedule) === plan) continue;
      cancel();
      this.running.delete(arn);
    }
    for (const schedule of found.values()) if (!this.running.has(schedule.arn)) this.plan(schedule);
  }

  private plan(schedule: Schedule): void {
    const { clock, random } = this.options;
    const timetable = parseTimetable(schedule.name, schedule.expression, schedule.timezone);
    const phase = timetable.kind === "rate" ? random() * timetable.everyMs : 0;
    const from = schedule.startsAt ?? clock.now() + phase;
    const running: Running = { plan: planOf(schedule), from, lateness: random(), cancel: () => {} };
    this.running.set(schedule.arn, running);
    // A millisecond back, so that a time that is now is not missed.
    const after = Math.max(clock.now(), schedule.startsAt ?? 0) - 1;
    if (timetable.kind !== "unsupported") this.waitForNext(schedule, timetable, running, after);
    else this.tell(schedule, clock.now(), { kind: "dead", reason: timetable.reason });
  }

  private waitForNext(schedule: Schedule, timetable: Timetable, running: Running, after: number): void {
    const { clock } = this.options;
    const dueAt = nextDue(timetable, running.from, after);
    if (dueAt === undefined || dueAt > (schedule.endsAt ?? Number.POSITIVE_INFINITY)) return;
    running.cancel = clock.after(dueAt - clock.now(), () => {
      inBackground(clock, () => this.tick(schedule, dueAt, running));
      this.waitForNext(schedule, timetable, running, dueAt);
    });
  }

  private async tick({ arn, region }: Schedule, dueAt: number, running: Running): Promise<void> {
    const { clock, random, faults, lateness } = this.options;
    const current = async () =>
      (await readSchedules(this.options, region)).find((one) => one.arn === arn && one.isEnabled);
    const planned = await current();
    if (!planned) return;
    const late = (lateness === "each schedule" ? running.lateness : random()) * PRECISION_MS;
    await clock.sleep(late + planned.windowMinutes * 60_000 * (planned.windowMinutes > 0 ? random() : 0));
    const fault = faults.deliveryFault({ kind: "schedule", arn });
    if (latenessOf(fault) > 0) await clock.sleep(latenessOf(fault));
    const schedule = await current();
    if (!schedule) return;
    if (fault?.kind === "lost")
      return this.tell(schedule, dueAt, {
        kind: "dead",
        reason: `A fault laid on schedule ${schedule.name} loses its ticks.`,
      });
    if (faults.darknessOf(region))
      return this.tell(schedule, dueAt, {
        kind: "dead",
        reason: `${region} is dark: its schedule ${schedule.name} does nothing.`,
      });
    await atLeastOnce(fault, () => this.deliver(schedule, dueAt));
  }

  private async deliver(schedule: Schedule, dueAt: number): Promise<void> {
    const { clock, random } = this.options;
    let attempt = 0;
    const tried = await retrying({ clock, random, policy: retryPolicyOf(schedule.target.RetryPolicy) }, () =>
      this.attempt(schedule, dueAt, ++attempt),
    );
    if (tried.kind === "delivered") return;
    const kept = await keepTick(this.options, { schedule, dueAt, input: inputOf(schedule, dueAt, attempt) }, tried);
    this.tell(schedule, dueAt, { kind: "dead", reason: `${tried.failure.reason} ${kept}` });
  }

  private async attempt(schedule: Schedule, dueAt: number, attempt: number): Promise<Failure | undefined> {
    const stopped = await whatStops(this.options, schedule);
    if (stopped) return stopped;
    this.options.invokeLater(schedule.target.Arn ?? "", inputOf(schedule, dueAt, attempt));
    this.tell(schedule, dueAt, { kind: "delivered" });
    return undefined;
  }

  private tell({ arn, target }: Schedule, begunAt: number, outcome: Delivery["outcome"]): void {
    const source = { kind: "schedule", arn } as const;
    this.options.onDelivery({ source, target: target.Arn ?? "", begunAt, endedAt: this.options.clock.now(), outcome });
  }
}

const planOf = ({ expression, timezone, startsAt, endsAt }: Schedule) =>
  JSON.stringify([expression, timezone, startsAt, endsAt]);
