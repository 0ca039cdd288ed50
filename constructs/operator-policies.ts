import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { LOCK_BUCKET_KEY } from "../contract/lock";
import { policyDocument, type Statement } from "./policy-document";

export interface OperatorPoliciesProps {
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly standbyRegion: string;
  readonly accountId: string;
  readonly controllerArn: string;
  readonly lockBucketArn: string;
  /** Key that encrypts the standby's root volume. */
  readonly standbyVolumeKeyArn: string;
  /** Of both sites, as far as they are on EC2. */
  readonly instanceArns: string[];
  readonly hostedZoneArn: string;
  /** Ids of health checks. */
  readonly healthCheckIds: { lock: string; others: string[] };
  readonly scheduleArns: string[];
}

/**
 * What an operator's commands need, as two managed policies that are attached to nobody: one to look, and one to look and
 * to command. Neither may do what the controller does; it may at most ask the controller.
 */
export class OperatorPolicies extends Construct {
  readonly readOnlyArn: string;
  readonly commandArn: string;

  constructor(scope: Construct, id: string, props: OperatorPoliciesProps) {
    super(scope, id);
    const { provider, workload, standbyRegion, controllerArn } = props;
    const looking = readStatements(props);
    // The region, since IAM's names are the account's, and a workload may be deployed a second time for a drill.
    const name = `pilot-light-${workload}-${standbyRegion}`;
    this.readOnlyArn = new IamPolicy(this, "read-only", {
      provider,
      name: `${name}-read-only`,
      description: `Pilot Light: lets an operator look at ${workload} (status, preflight, history)`,
      policy: policyDocument(...looking),
    }).arn;
    this.commandArn = new IamPolicy(this, "command", {
      provider,
      name: `${name}-command`,
      description: `Pilot Light: lets an operator look at ${workload} and command it (failover, failback, drill, maintenance)`,
      policy: policyDocument(...looking, {
        Sid: "AskTheController",
        Effect: "Allow",
        Action: ["lambda:InvokeFunction"],
        Resource: [controllerArn],
      }),
    }).arn;
  }
}

const { memory, lease, lock, episodes } = LOCK_BUCKET_KEY;

function readStatements(props: OperatorPoliciesProps): Statement[] {
  const { workload, accountId, lockBucketArn } = props;
  const { lock: lockCheck, others } = props.healthCheckIds;
  const may = (Sid: string, Action: string[], ...Resource: string[]): Statement => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  return [
    // These know no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    may(
      "FindAndSee",
      [
        "tag:GetResources",
        "ec2:DescribeAddresses",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVolumes",
        "cloudwatch:DescribeAlarms",
        "servicequotas:GetServiceQuota",
        "route53:ListHealthChecks",
        "route53:ListHostedZonesByName",
      ],
      "*",
    ),
    // Their user data, to compare.
    may("CompareTheSites", ["ec2:DescribeInstanceAttribute"], ...props.instanceArns),
    may("SeeTheVolumesKey", ["kms:DescribeKey", "kms:GetKeyPolicy"], props.standbyVolumeKeyArn),
    may("SeeTheController", ["lambda:GetFunctionConfiguration"], props.controllerArn),
    may(
      "ReadLockAndMemory",
      ["s3:GetObject"],
      ...[memory, lease, lock, `${episodes}*`].map((key) => `${lockBucketArn}/${key}`),
    ),
    // Also tells an absent object (404) from a forbidden one (403).
    may("ListEpisodes", ["s3:ListBucket"], lockBucketArn),
    may("SeeTheSchedules", ["scheduler:GetSchedule"], ...props.scheduleArns),
    // In every region where there is one of these.
    may("SeeWhoIsTold", ["sns:ListSubscriptionsByTopic"], `arn:aws:sns:*:${accountId}:pilot-light-${workload}-*`),
    may(
      "SeeWhatFailed",
      ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
      `arn:aws:sqs:*:${accountId}:pilot-light-${workload}-*`,
    ),
    may("SeeHealthChecks", ["route53:GetHealthCheck"], ...[lockCheck, ...others].map(healthCheckArn)),
    may("SeeWhatTheLocksCheckersSee", ["route53:GetHealthCheckStatus"], healthCheckArn(lockCheck)),
    may("SeeRecords", ["route53:ListResourceRecordSets"], props.hostedZoneArn),
  ];
}

const healthCheckArn = (id: string) => `arn:aws:route53:::healthcheck/${id}`;
