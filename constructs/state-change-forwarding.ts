import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { DeadLetterQueue } from "./dead-letter-queue";
import { policyDocument, trustPolicy } from "./policy-document";

/** What EC2 says when an instance changes its power state. */
export function stateChangePattern(instanceId: string): string {
  return JSON.stringify({
    source: ["aws.ec2"],
    "detail-type": ["EC2 Instance State-change Notification"],
    detail: { "instance-id": [instanceId] },
  });
}

/** Seconds. News older than this is no news: the next tick of the schedule has looked since. */
export const EVENT_MAXIMUM_AGE_SECONDS = 120;

export interface StateChangeForwardingProps {
  /** Of the primary region. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly instanceId: string;
  readonly primaryRegion: string;
  readonly standbyRegion: string;
  /** Topic in the primary region that tells people when something could not be forwarded. */
  readonly alertTopicArn: string;
}

/** The second trigger's first half: the primary region tells the standby region's event bus what its instance does. */
export class StateChangeForwarding extends Construct {
  constructor(scope: Construct, id: string, props: StateChangeForwardingProps) {
    super(scope, id);
    const { provider, workload, instanceId, primaryRegion, standbyRegion, alertTopicArn } = props;
    const { accountId } = new DataAwsCallerIdentity(this, "account", { provider });
    const busArn = `arn:aws:events:${standbyRegion}:${accountId}:event-bus/default`;

    // Across regions EventBridge delivers with a role, in one account too.
    const role = new IamRole(this, "role", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      description: `Forwards the primary's state changes of ${workload} to ${standbyRegion}`,
      assumeRolePolicy: trustPolicy("events.amazonaws.com", accountId),
    });
    const permission = new IamRolePolicy(this, "permission", {
      provider,
      role: role.id,
      namePrefix: "forward-",
      policy: policyDocument({
        Sid: "Forward",
        Effect: "Allow",
        Action: ["events:PutEvents"],
        Resource: [busArn],
      }),
    });
    const ruleName = `pilot-light-${workload}-primary-state`;
    const rule = new CloudwatchEventRule(this, "rule", {
      provider,
      name: ruleName,
      description: `Tells ${standbyRegion} when the primary server of ${workload} stops or starts`,
      eventPattern: stateChangePattern(instanceId),
    });
    // The rule's ARN in letters, so that the queue (25 s) is made while the instance starts, of which the rule knows.
    const undelivered = new DeadLetterQueue(this, "undelivered", {
      provider,
      region: primaryRegion,
      accountId,
      name: `pilot-light-${workload}-not-forwarded`,
      alertTopicArn,
      meaning: `EC2 said that the primary server of ${workload} stopped or started, and ${standbyRegion} could not be told. The controller of Pilot Light looks every minute all the same.`,
      sender: {
        service: "events.amazonaws.com",
        sourceArn: `arn:aws:events:${primaryRegion}:${accountId}:rule/${ruleName}`,
      },
    });
    new CloudwatchEventTarget(this, "target", {
      provider,
      rule: rule.name,
      arn: busArn,
      roleArn: role.arn,
      deadLetterConfig: { arn: undelivered.arn },
      retryPolicy: { maximumEventAgeInSeconds: EVENT_MAXIMUM_AGE_SECONDS },
      dependsOn: [permission],
    });
  }
}
