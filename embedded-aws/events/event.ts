import { createHash } from "node:crypto";
import type { InstanceState } from "../instances/instance-state";

/** An event as rules see it. https://docs.aws.amazon.com/eventbridge/latest/userguide/aws-events.html */
export interface AwsEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339, whole seconds, UTC. */
  readonly time: string;
  /** Where it happened; a forwarded event keeps it. */
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/**
 * What EC2 says when an instance changes its power state.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
 * @param change.at AWS time in milliseconds
 */
export function instanceStateChange(change: {
  region: string;
  account: string;
  instanceId: string;
  state: InstanceState;
  at: number;
}): AwsEvent {
  const { region, account, instanceId, state, at } = change;
  return {
    version: "0",
    id: eventId(region, instanceId, state, String(at)),
    "detail-type": "EC2 Instance State-change Notification",
    source: "aws.ec2",
    account,
    time: eventTime(at),
    region,
    resources: [`arn:aws:ec2:${region}:${account}:instance/${instanceId}`],
    detail: { "instance-id": instanceId, state },
  };
}

/** AWS's events carry whole seconds. */
export const eventTime = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");

/** A UUID that is the same for the same things, so that a rehearsal with the same seed repeats itself. */
export function eventId(...from: readonly string[]): string {
  const hex = createHash("sha256").update(from.join("\n")).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
