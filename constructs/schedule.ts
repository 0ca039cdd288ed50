import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import type { WakeUp } from "../contract/command";
import { scheduleNames } from "../contract/schedules";
import { CONTRACT_VERSION } from "../contract/version";
import { policyDocument, trustPolicy } from "./policy-document";

/** Seconds. The least that the scheduler takes; its defaults would repeat a stale tick 185 times over 24 hours. */
const MAXIMUM_AGE_SECONDS = 60;

export interface ScheduleProps {
  /** Of the standby region. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly accountId: string;
  readonly functionArn: string;
  readonly deadLetterQueueArn: string;
}

/**
 * The third trigger, which needs nothing but the standby region: the controller looks every minute, twice. The scheduler
 * calls within a minute of each due time, so that one schedule alone leaves gaps of up to two minutes (ADR 18).
 */
export class Schedule extends Construct {
  readonly schedules: SchedulerSchedule[];

  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { provider, workload, accountId, functionArn, deadLetterQueueArn } = props;
    const role = new IamRole(this, "role", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      description: `Lets the schedule wake the controller of ${workload}`,
      assumeRolePolicy: trustPolicy("scheduler.amazonaws.com", accountId),
    });
    const permission = new IamRolePolicy(this, "permission", {
      provider,
      role: role.id,
      namePrefix: "wake-",
      policy: policyDocument(
        { Sid: "Wake", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [functionArn] },
        { Sid: "KeepWhatFailed", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [deadLetterQueueArn] },
      ),
    });
    const input: WakeUp = { version: CONTRACT_VERSION, trigger: "schedule" };
    const [first, second] = scheduleNames(`pilot-light-${workload}`);
    this.schedules = [
      { id: "every-minute", name: first },
      { id: "every-minute-too", name: second },
    ].map(
      ({ id, name }) =>
        new SchedulerSchedule(this, id, {
          provider,
          name,
          description: `Wakes the controller of ${workload}`,
          scheduleExpression: "rate(1 minute)",
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            arn: functionArn,
            roleArn: role.arn,
            input: JSON.stringify(input),
            deadLetterConfig: { arn: deadLetterQueueArn },
            retryPolicy: { maximumEventAgeInSeconds: MAXIMUM_AGE_SECONDS, maximumRetryAttempts: 0 },
          },
          dependsOn: [permission],
        }),
    );
  }
}
