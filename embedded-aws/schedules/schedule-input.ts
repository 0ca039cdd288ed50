import { parseArn } from "../deliveries/arn";
import { eventId, eventTime } from "../events/event";
import type { Schedule } from "./deployed-schedules";

/**
 * What the function gets: the deployed input with AWS's keywords filled in, or the scheduler's own event without one.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 * @param dueAt AWS time in milliseconds
 * @param attempt counted from 1
 */
export function inputOf(schedule: Schedule, dueAt: number, attempt: number): unknown {
  const time = eventTime(dueAt);
  const id = eventId(schedule.arn, time);
  const { Input } = schedule.target;
  if (Input === undefined)
    return {
      version: "0",
      id,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: parseArn(schedule.arn).account,
      time,
      region: schedule.region,
      resources: [schedule.arn],
      detail: "{}",
    };
  const filled = Input.replaceAll("<aws.scheduler.schedule-arn>", schedule.arn)
    .replaceAll("<aws.scheduler.scheduled-time>", time)
    .replaceAll("<aws.scheduler.execution-id>", id)
    .replaceAll("<aws.scheduler.attempt-number>", String(attempt));
  try {
    return JSON.parse(filled);
  } catch {
    // The console takes such text for a function too, and sends it as a JSON string.
    return filled;
  }
}
