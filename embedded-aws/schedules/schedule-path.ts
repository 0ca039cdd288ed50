import { readSchedules } from "./deployed-schedules";
import { type ScheduleParts, whatStops } from "./schedule-target";
import { nextDue, parseTimetable } from "./timetable";

/**
 * Whether every deployed schedule that is to call a function would, without waiting for a tick, or what stops the first that
 * would not. Faults are not looked at.
 * @param now AWS time in milliseconds
 */
export async function diagnoseSchedulePath(
  parts: ScheduleParts,
  { functionArn, regions, now }: { functionArn: string; regions: readonly string[]; now: number },
): Promise<{ readonly kind: "open" } | { readonly kind: "broken"; readonly reason: string }> {
  let found = false;
  const broken = (reason: string) => ({ kind: "broken", reason }) as const;
  for (const region of regions)
    for (const schedule of await readSchedules(parts, region)) {
      if (schedule.target.Arn !== functionArn) continue;
      found = true;
      const named = `Schedule ${schedule.name} in ${region}`;
      const timetable = parseTimetable(schedule.name, schedule.expression, schedule.timezone);
      const stopped = await whatStops(parts, schedule);
      if (!schedule.isEnabled) return broken(`${named} is disabled.`);
      if (timetable.kind === "unsupported") return broken(timetable.reason);
      if ((schedule.endsAt ?? now) < now || nextDue(timetable, schedule.startsAt ?? now, now) === undefined)
        return broken(`${named} has ended: it will not tick again.`);
      if (stopped) return broken(stopped.reason);
    }
  return found ? { kind: "open" } : broken(`No schedule in ${regions.join(", ")} calls ${functionArn}.`);
}
