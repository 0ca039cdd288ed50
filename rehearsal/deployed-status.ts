import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { GLOBAL_REGION } from "../embedded-aws/global-region";

/** Undefined where the region has no such instance. */
export async function powerState(aws: EmbeddedAws, region: string, instanceId: string): Promise<string | undefined> {
  const { Reservations } = await aws.clients
    .ec2(region)
    .send(new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [instanceId] }] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

/** Whether an alarm on this health check is in ALARM now; Route 53's metrics, and so their alarms, are in one region. */
export async function isAlarmOn(aws: EmbeddedAws, healthCheckId: string): Promise<boolean> {
  const { MetricAlarms = [] } = await aws.clients
    .cloudWatch(GLOBAL_REGION)
    .send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
  return MetricAlarms.some(({ Dimensions }) => Dimensions?.some(({ Value }) => Value === healthCheckId));
}
