import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import {
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { ListRulesCommand, ListTargetsByRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreatePolicyVersionCommand,
  GetPolicyCommand as GetManagedPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import {
  DeleteBucketPolicyCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { strToU8, zipSync } from "fflate";
import { parseArn } from "../../embedded-aws/deliveries/arn";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import type { DeployedWorkload } from "../../rehearsal/deployed-workload";
import { PRIMARY_REGION, STANDBY_REGION } from "./proven-deployment";

/** Breaks one thing of a deployment through the AWS SDK, as a person does by mistake. */
export type Break = (aws: EmbeddedAws, workload: DeployedWorkload) => Promise<unknown>;

export const removeThePermissionOfSns: Break = async ({ clients }, { controller: FunctionName }) => {
  const lambda = clients.lambda(STANDBY_REGION);
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName }));
  const { Statement } = JSON.parse(Policy!) as { Statement: { Sid: string }[] };
  const { Sid } = Statement.find((statement) => statement.Sid.startsWith("Alarm-"))!;
  await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: Sid }));
};

/** Leaves the topic with no statement but one for the account, such as a person writes who means to lock it up. */
export const keepCloudWatchOutOfTheTopic: Break = async (aws) => {
  const { AlarmActions } = await alarmOf(aws);
  const TopicArn = AlarmActions![0]!;
  const Principal = { AWS: parseArn(TopicArn).account };
  const statement = { Sid: "OnlyUs", Effect: "Allow", Principal, Action: "sns:Publish", Resource: TopicArn };
  const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const setting = new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue });
  await aws.clients.sns(STANDBY_REGION).send(setting);
};

export const takeTheRoleFromTheRule: Break = async ({ clients }) => {
  const events = clients.events(PRIMARY_REGION);
  const { Rules } = await events.send(new ListRulesCommand({}));
  const Rule = Rules![0]!.Name!;
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule }));
  const withoutRole = Targets!.map(({ RoleArn: _, ...target }) => target);
  await events.send(new PutTargetsCommand({ Rule, Targets: withoutRole }));
};

export const moveTheAlarm: Break = async (aws) => {
  const alarm = await alarmOf(aws);
  await putAlarm(aws, PRIMARY_REGION, alarm);
  const deletion = new DeleteAlarmsCommand({ AlarmNames: [alarm.AlarmName!] });
  await aws.clients.cloudWatch(STANDBY_REGION).send(deletion);
};

export const takeTheDimensionFromTheAlarm: Break = async (aws) =>
  putAlarm(aws, STANDBY_REGION, { ...(await alarmOf(aws)), Dimensions: [] });

export const forbidToStartInstances: Break = async ({ clients }, { controller: FunctionName }) => {
  const asking = new GetFunctionConfigurationCommand({ FunctionName });
  const { Role } = await clients.lambda(STANDBY_REGION).send(asking);
  const RoleName = Role!.slice(Role!.lastIndexOf("/") + 1);
  const iam = clients.iam();
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames!) {
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const policy = JSON.parse(decodeURIComponent(PolicyDocument!)) as { Statement: { Action: string | string[] }[] };
    for (const statement of policy.Statement)
      statement.Action = [statement.Action].flat().filter((action) => action !== "ec2:StartInstances");
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(policy) }));
  }
};

export const closeTheSecurityGroup: Break = async ({ clients }, { standby }) => {
  const ec2 = clients.ec2(STANDBY_REGION);
  const described = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [standby.instanceId] }));
  const { NetworkInterfaces } = described.Reservations![0]!.Instances![0]!;
  const GroupId = NetworkInterfaces![0]!.Groups![0]!.GroupId!;
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
  const { IpPermissions } = SecurityGroups![0]!;
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
};

export const deployCodeThatThrows: Break = async (aws, { controller }) => {
  const code = 'exports.handler = async () => { throw new Error("broken by hand"); };';
  await deployZip(aws, STANDBY_REGION, controller, zipSync({ "index.js": strToU8(code) }));
};

/** Gives the controller other code, by the bucket that holds its own. */
export async function deployZip(
  { clients }: EmbeddedAws,
  region: string,
  FunctionName: string,
  Body: Uint8Array,
): Promise<void> {
  const Bucket = await bucketWith(clients, "controller.zip", region);
  const Key = "broken.zip";
  await clients.s3(region).send(new PutObjectCommand({ Bucket, Key, Body }));
  await clients.lambda(region).send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: Bucket, S3Key: Key }));
}

/** The bucket in this region that holds an object of this key. */
async function bucketWith(clients: EmbeddedAws["clients"], key: string, region: string): Promise<string> {
  const s3 = clients.s3(region);
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  for (const { Name } of Buckets!) {
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: Name!, Prefix: key }));
    if (KeyCount! > 0) return Name!;
  }
  throw new Error(`No bucket holds ${key}.`);
}

async function alarmOf({ clients }: EmbeddedAws): Promise<MetricAlarm> {
  const { MetricAlarms } = await clients.cloudWatch(STANDBY_REGION).send(new DescribeAlarmsCommand({}));
  return MetricAlarms!.find(({ AlarmName }) => AlarmName!.endsWith("-primary-down"))!;
}

/** CloudWatch describes more of an alarm than it takes; what a user can set is what counts. */
async function putAlarm({ clients }: EmbeddedAws, region: string, alarm: MetricAlarm): Promise<void> {
  const { AlarmArn: _, StateValue: __, ...settings } = alarm;
  await clients.cloudWatch(region).send(new PutMetricAlarmCommand(settings as PutMetricAlarmCommandInput));
}

/** Route 53's checkers are forbidden to look, and no longer see the lock. */
export const hideTheLock: Break = async ({ clients }, { lock: { bucket: Bucket } }) =>
  clients.s3(STANDBY_REGION).send(new DeleteBucketPolicyCommand({ Bucket }));

/** Leaves operators nothing but looking. */
export const forbidOperatorsToCommand: Break = async ({ clients }, { commandPolicy: PolicyArn }) => {
  const iam = clients.iam();
  const { Policy } = await iam.send(new GetManagedPolicyCommand({ PolicyArn }));
  const asking = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId });
  const { PolicyVersion } = await iam.send(asking);
  const policy = JSON.parse(decodeURIComponent(PolicyVersion!.Document!)) as { Statement: { Sid: string }[] };
  const Statement = policy.Statement.filter(({ Sid }) => Sid !== "AskTheController");
  const PolicyDocument = JSON.stringify({ ...policy, Statement });
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
};
