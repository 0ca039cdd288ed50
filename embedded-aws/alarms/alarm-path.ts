import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { parseArn } from "../deliveries/arn";
import { whatStopsFunction } from "../messages/endpoint-way";
import { openTopic, type TopicParts } from "../messages/topics";
import { ALARM_SERVICE, whatStopsAction } from "./alarm-action";
import { findAlarms } from "./alarm-of-health-check";

export type AlarmPath =
  | { readonly kind: "open"; readonly alarmArn: string }
  | { readonly kind: "broken"; readonly reason: string };

/**
 * Follows what was deployed from a failing health check to a function, without any alarm: alarm, topic, subscription,
 * permission. Names the first thing that would stop AWS. Faults are not looked at.
 * @param regions where to look for a misplaced alarm
 */
export async function diagnoseAlarmPath(
  parts: TopicParts,
  { healthCheckId, functionArn, regions }: { healthCheckId: string; functionArn: string; regions: readonly string[] },
): Promise<AlarmPath> {
  const found = await findAlarms(parts, healthCheckId, regions);
  if (found.kind === "broken") return found;
  const reasons: string[] = [];
  for (const alarm of found.alarms)
    for (const action of alarm.AlarmActions ?? []) {
      const stopped = await whatStops(parts, alarm, action, functionArn);
      if (stopped === undefined) return { kind: "open", alarmArn: alarm.AlarmArn ?? "" };
      reasons.push(stopped);
    }
  return { kind: "broken", reason: reasons.join(" ") };
}

async function whatStops(
  parts: TopicParts,
  { AlarmName: name = "", AlarmArn: sourceArn = "" }: MetricAlarm,
  action: string,
  functionArn: string,
): Promise<string | undefined> {
  const stopped = whatStopsAction({ name, region: parseArn(sourceArn).region }, action);
  if (stopped) return stopped;
  const opened = await openTopic(parts, { topicArn: action, by: { service: ALARM_SERVICE, sourceArn } });
  if (opened.kind === "broken") return opened.reason;
  const { topic } = opened;
  const calling = topic.subscriptions.filter(({ protocol }) => protocol === "lambda");
  if (calling.length === 0) return `No function is subscribed to topic ${action}.`;
  const subscription = calling.find(({ endpoint }) => endpoint === functionArn);
  if (!subscription) return `Function ${functionArn} is not subscribed to topic ${action}.`;
  return whatStopsFunction(parts, topic, subscription);
}
