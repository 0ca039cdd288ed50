import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { GetObjectCommand, NoSuchKey } from "@aws-sdk/client-s3";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { GLOBAL_REGION } from "../embedded-aws/global-region";

/** What the controller remembers, as far as the story looks at it. */
const MEMORY_KEY = "controller/memory.json";

/** Undefined where the region has no such instance. */
export async function powerState(aws: EmbeddedAws, region: string, instanceId: string): Promise<string | undefined> {
  const { Reservations } = await aws.clients
    .ec2(region)
    .send(new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [instanceId] }] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

export async function isArmed(aws: EmbeddedAws, region: string, bucket: string): Promise<boolean> {
  try {
    const { Body } = await aws.clients.s3(region).send(new GetObjectCommand({ Bucket: bucket, Key: MEMORY_KEY }));
    const memory = JSON.parse((await Body?.transformToString()) ?? "{}") as { armedAt?: number };
    return memory.armedAt !== undefined;
  } catch (error) {
    if (error instanceof NoSuchKey) return false;
    throw error;
  }
}

/** Whether an alarm on this health check is in ALARM now; Route 53's metrics, and so their alarms, are in one region. */
export async function isAlarmOn(aws: EmbeddedAws, healthCheckId: string): Promise<boolean> {
  const { MetricAlarms = [] } = await aws.clients
    .cloudWatch(GLOBAL_REGION)
    .send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
  return MetricAlarms.some(({ Dimensions }) => Dimensions?.some(({ Value }) => Value === healthCheckId));
}
