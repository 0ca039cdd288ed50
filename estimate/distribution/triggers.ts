import type { WakeUp } from "../../contract/command";
import { CONTRACT_VERSION } from "../../contract/version";
import { EVALUATION_DELAY_MS, evaluateAlarm, oldestOf, type Verdict } from "../../embedded-aws/alarms/evaluate-alarm";
import { type Sample, sampleOf } from "../../embedded-aws/alarms/samples";
import { instanceStateChange } from "../../embedded-aws/events/event";
import { datapointsOf, METRIC_PERIOD_MS } from "../../embedded-aws/health-checks/health-metrics";
import type { InstanceState } from "../../embedded-aws/instances/instance-state";
import { everyMinute } from "../../embedded-aws/metrics/minutes";
import { nextDue, parseTimetable } from "../../embedded-aws/schedules/timetable";
import { every } from "../../embedded-aws/time/every";
import { RANGES } from "../ranges";
import { between } from "../uniform";
import type { ChecksSeen } from "./checks";
import { ALARM_RULE, CHECK, PRIMARY, SCHEDULE_EXPRESSION } from "./deployment";
import type { DrawClock } from "./draw-clock";
import type { Waking } from "./lambda";
import type { Luck } from "./luck";

type Wake = (waking: Waking) => void;

/** Schedules that were created one after the other: each tick is due at its minute's phase, and late as it happens. */
export function schedules(clock: DrawClock, luck: Luck, count: number, wake: Wake): void {
  let from = clock.now() + luck.within(RANGES.tickPhase);
  for (let which = 1; which <= count; which++) {
    const random = luck.stream(`schedule ${which}`);
    if (which > 1) from += between(RANGES.schedulesApart, random());
    tickFrom(clock, from, random, wake);
  }
}

function tickFrom(clock: DrawClock, from: number, random: () => number, wake: Wake): void {
  const timetable = parseTimetable("every-minute", SCHEDULE_EXPRESSION, "UTC");
  if (timetable.kind === "unsupported") throw new Error(timetable.reason);
  const event: WakeUp = { version: CONTRACT_VERSION, trigger: "schedule" };
  const plan = (after: number) => {
    const dueAt = nextDue(timetable, from, after)!;
    clock.after(dueAt - clock.now(), () => {
      clock.after(between(RANGES.tickLateness, random()), () => wake({ trigger: "the schedule", event }));
      plan(dueAt);
    });
  };
  plan(clock.now() - 1);
}

/** EC2's event of the primary, which a rule forwards to the standby region, and another there to the function. */
export function instanceEvents(clock: DrawClock, luck: Luck, wake: Wake): (state: InstanceState) => void {
  const random = luck.stream(RANGES.event.name);
  return (state) => {
    const { instanceId, region } = PRIMARY;
    const event = instanceStateChange({ region, instanceId, state, at: clock.now(), account: "" });
    const hops = between(RANGES.event, random()) + between(RANGES.event, random());
    clock.after(hops, () => wake({ trigger: "EC2's event", event }));
  };
}

/** The alarm on the endpoint's check, and its message through SNS. It acts when it turns. */
export function alarm(clock: DrawClock, luck: Luck, { endpoint }: ChecksSeen, wake: Wake): void {
  const samples: Sample[] = [];
  let verdict: Verdict = { state: "OK", reason: "" };
  everyMinute(clock, () => {
    const to = clock.now();
    const from = to - METRIC_PERIOD_MS;
    const healthyThroughout = endpoint.wasHealthyThroughout(from, to);
    const [status] = datapointsOf(CHECK.endpoint, {
      at: from,
      healthyThroughout,
      percentage: undefined,
      firstBytes: [],
    });
    samples.push(sampleOf(from, status!.value));
  });
  // The alarm's own delay is part of its evaluation: what was drawn stands in its place.
  const storing = luck.within(RANGES.storing) - EVALUATION_DELAY_MS;
  const message = luck.within(RANGES.message);
  const evaluate = () => {
    const at = clock.now() - storing;
    const previous = verdict;
    verdict = evaluateAlarm(
      ALARM_RULE,
      samples.filter((sample) => sample.at >= oldestOf(ALARM_RULE, at)),
      at,
      previous,
    );
    if (verdict.state === "ALARM" && previous.state !== "ALARM")
      clock.after(message, () => wake({ trigger: "the alarm", event: alarmMessage(verdict.state) }));
  };
  every(clock, METRIC_PERIOD_MS, evaluate, luck.within(RANGES.evaluation));
}

/** As much of SNS's event as the controller reads. */
const alarmMessage = (state: string) => ({
  Records: [{ Sns: { Message: JSON.stringify({ NewStateValue: state }) } }],
});
