import { parseArn } from "../deliveries/arn";
import type { Alarm, AlarmState } from "./alarm";

/** In whose name an alarm acts. */
export const ALARM_SERVICE = "cloudwatch.amazonaws.com";

/**
 * Why an alarm's action reaches no topic, for people; undefined if it does. CloudWatch takes only actions of its own region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function whatStopsAction(alarm: { name: string; region: string }, action: string): string | undefined {
  const { service, region } = parseArn(action);
  if (service !== "sns") return `Alarm ${alarm.name}'s action ${action} is not an SNS topic.`;
  if (region !== alarm.region) return `Alarm ${alarm.name} is in ${alarm.region} and its topic ${action} in ${region}.`;
  return undefined;
}

/** ARNs of what a turn to this state sets off. */
export function actionsOf({ deployed }: Alarm, state: AlarmState): readonly string[] {
  switch (state) {
    case "ALARM":
      return deployed.AlarmActions ?? [];
    case "OK":
      return deployed.OKActions ?? [];
    case "INSUFFICIENT_DATA":
      return deployed.InsufficientDataActions ?? [];
  }
}
