import type { AlarmState } from "../../../embedded-aws/alarms/alarm";
import type { Change } from "../../world/track";
import type { Lane, Moment, Tone } from "../report";
import type { Witnessed } from "../witnessed";
import { spansOf } from "./spans";

const TONES: Readonly<Record<AlarmState, Tone>> = { OK: "good", ALARM: "bad", INSUFFICIENT_DATA: "idle" };

/** The alarm on Route 53's check of the primary as bars; what other alarms turn to, as moments. */
export function alarmLane(witnessed: Witnessed): Lane {
  const { alarmChanges, primaryAlarm, begunAt, endedAt } = witnessed;
  const own = alarmChanges.filter(({ alarm }) => alarm.arn === primaryAlarm?.arn);
  const first = own[0]?.from ?? primaryAlarm?.state;
  const changes: Change<AlarmState>[] = [
    ...(first === undefined ? [] : [{ at: begunAt, value: first }]),
    ...own.map(({ at, to }) => ({ at, value: to })),
  ];
  const spans = spansOf(changes, witnessed, (state) => ({
    tone: TONES[state],
    label: state,
    text: `The alarm on Route 53's check of the primary is ${state}.`,
  }));
  const moments = alarmChanges
    .filter(({ alarm, at }) => alarm.arn !== primaryAlarm?.arn && at >= begunAt && at <= endedAt)
    .map(
      ({ alarm, to, reason, at }): Moment => ({
        at,
        tone: TONES[to],
        label: `${alarm.name}: ${to}`,
        text: `The alarm ${alarm.name} in ${alarm.region} turns to ${to}: ${reason}`,
      }),
    );
  return { name: "alarm", spans, moments };
}
