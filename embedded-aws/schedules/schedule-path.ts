import { readSchedules } from "./deployed-schedules";
import { type ScheduleParts, whatStops } from "./schedule-target";
import { nextDue, parseTimetable } from "./timetable";

/**
 * Whether some deployed schedule would call a function, without waiting for a tick, or what stops the last one looked at.
 * Faults are not looked at.
 * @param now AWS time in milliseconds
 */
export async function diagnoseSchedulePath(
  parts: ScheduleParts,
  { functionArn, regions, now }: { functionArn: string; regions: readonly string[]; now: number },
): Promise<{ readonly kind: "open" } | { readonly kind: "broken"; readonly reason: string }> {
  let reason = `No schedule in ${regions.join(", ")} calls ${functionArn}.`;
  for (const region of regions)
    for (const schedule of await readSchedules(parts, region)) {
      if (schedule.target.Arn !== functionArn) continue;
      const named = `Schedule ${schedule.name} in ${region}`;
      const timetable = parseTimetable(schedule.name, schedule.expression, schedule.timezone);
      const stopped = await whatStops(parts, schedule);
      if (!schedule.isEnabled) reason = `${named} is disabled.`;
      else if (timetable.kind === "unsupported") reason = timetable.reason;
      else if ((schedule.endsAt ?? now) < now || nextDue(timetable, schedule.startsAt ?? now, now) === undefined)
        reason = `${named} has ended: it will not tick again.`;
      else if (stopped) reason = stopped.reason;
      else return { kind: "open" };
    }
  return { kind: "broken", reason };
}
