import { snsEventOf } from "./alarm-message";
import type { BrokenPath } from "./alarm-of-health-check";
import { type FunctionTarget, followAlarm } from "./alarm-path";
import type { AwsClients } from "./aws-clients";
import type { Functions, Invocation } from "./functions";

/** One call of a function by the alarm's message. */
export interface AlarmDelivery {
  readonly target: FunctionTarget;
  readonly invocation: Invocation;
}

export type AlarmDeliveries =
  | { readonly kind: "delivered"; readonly alarmName: string; readonly deliveries: readonly AlarmDelivery[] }
  | BrokenPath;

/**
 * Delivers the message of the alarm that a failing health check would set off, to every function that AWS would call,
 * or says which deployed thing stops it. Each function is called once; a failed invocation is not tried again.
 * @param regions where to look for a misplaced alarm
 */
export async function deliverAlarm(options: {
  deployed: AwsClients;
  functions: Functions;
  healthCheckId: string;
  regions: readonly string[];
  now: () => Date;
}): Promise<AlarmDeliveries> {
  const path = await followAlarm(options.deployed, options.healthCheckId, options.regions);
  if (path.kind === "broken") return path;
  const deliveries: AlarmDelivery[] = [];
  for (const target of path.targets) {
    const event = snsEventOf(path.alarm, target, options.now());
    const invocation = await options.functions.invoke(target.functionName, target.region, event);
    deliveries.push({ target, invocation });
  }
  return { kind: "delivered", alarmName: path.alarm.AlarmName ?? "", deliveries };
}
