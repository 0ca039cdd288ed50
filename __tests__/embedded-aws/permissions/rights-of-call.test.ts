import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import * as events from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import * as route53 from "@aws-sdk/client-route-53";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { readCall } from "../../../embedded-aws/calls";
import { rightsOfCall } from "../../../embedded-aws/permissions/rights/rights-of-call";
import { objectOf } from "../../../embedded-aws/permissions/rights/s3-rights";
import { CAPTURING, captureCall } from "./captured-call";

const ACCOUNT = "123456789012";
const PLACE = { region: "us-west-2", account: ACCOUNT };
const arn = (service: string, rest: string) => `arn:aws:${service}:us-west-2:${ACCOUNT}:${rest}`;
const TOPIC = arn("sns", "alerts");
const QUEUE_URL = `http://127.0.0.1:9/${ACCOUNT}/dead`;
const OBJECT = { Bucket: "bucket", Key: "folder/a key" };
const OBJECT_ARN = "arn:aws:s3:::bucket/folder/a key";

const EC2 = new ec2.EC2Client(CAPTURING);
const S3 = new s3.S3Client({ ...CAPTURING, forcePathStyle: true });
const SNS = new sns.SNSClient(CAPTURING);
const SQS = new sqs.SQSClient(CAPTURING);
const LOGS = new logs.CloudWatchLogsClient(CAPTURING);
const LAMBDA = new lambda.LambdaClient(CAPTURING);
const CLOUDWATCH = new cloudwatch.CloudWatchClient(CAPTURING);
const EVENTS = new events.EventBridgeClient(CAPTURING);
const SCHEDULER = new scheduler.SchedulerClient(CAPTURING);
const ROUTE53 = new route53.Route53Client(CAPTURING);
const IAM = new iam.IAMClient(CAPTURING);

type Expected = readonly [action: string, resource: string][];

async function rightsOf(sending: Promise<unknown>) {
  return rightsOfCall(await captureCall(sending), PLACE);
}

const one = (action: string, resource: string): Expected => [[action, resource]];
const instance = (id: string) => arn("ec2", `instance/${id}`);
const InstanceIds = ["i-1", "i-2"];
const stream = (group: string, name: string) => arn("logs", `log-group:${group}:log-stream:${name}`);

test.each<[string, () => Promise<unknown>, Expected]>([
  [
    "DescribeInstances",
    () => EC2.send(new ec2.DescribeInstancesCommand({ InstanceIds })),
    one("ec2:DescribeInstances", "*"),
  ],
  [
    "StartInstances",
    () => EC2.send(new ec2.StartInstancesCommand({ InstanceIds })),
    [
      ["ec2:StartInstances", instance("i-1")],
      ["ec2:StartInstances", instance("i-2")],
    ],
  ],
  [
    "StopInstances",
    () => EC2.send(new ec2.StopInstancesCommand({ InstanceIds: ["i-1"] })),
    one("ec2:StopInstances", instance("i-1")),
  ],
  [
    "RebootInstances",
    () => EC2.send(new ec2.RebootInstancesCommand({ InstanceIds: ["i-1"] })),
    one("ec2:RebootInstances", instance("i-1")),
  ],
  [
    "TerminateInstances",
    () => EC2.send(new ec2.TerminateInstancesCommand({ InstanceIds: ["i-1"] })),
    one("ec2:TerminateInstances", instance("i-1")),
  ],
  [
    "ModifyInstanceAttribute",
    () => EC2.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", InstanceType: { Value: "t3.micro" } })),
    one("ec2:ModifyInstanceAttribute", instance("i-1")),
  ],
  [
    "DescribeInstanceAttribute",
    () => EC2.send(new ec2.DescribeInstanceAttributeCommand({ InstanceId: "i-1", Attribute: "userData" })),
    one("ec2:DescribeInstanceAttribute", instance("i-1")),
  ],
  ["ListBuckets", () => S3.send(new s3.ListBucketsCommand({})), one("s3:ListAllMyBuckets", "*")],
  [
    "HeadBucket",
    () => S3.send(new s3.HeadBucketCommand({ Bucket: "bucket" })),
    one("s3:ListBucket", "arn:aws:s3:::bucket"),
  ],
  [
    "ListObjectsV2",
    () => S3.send(new s3.ListObjectsV2Command({ Bucket: "bucket", Prefix: "a/" })),
    one("s3:ListBucket", "arn:aws:s3:::bucket"),
  ],
  [
    "ListObjectVersions",
    () => S3.send(new s3.ListObjectVersionsCommand({ Bucket: "bucket" })),
    one("s3:ListBucketVersions", "arn:aws:s3:::bucket"),
  ],
  [
    "GetBucketLocation",
    () => S3.send(new s3.GetBucketLocationCommand({ Bucket: "bucket" })),
    one("s3:GetBucketLocation", "arn:aws:s3:::bucket"),
  ],
  [
    "GetBucketEncryption",
    () => S3.send(new s3.GetBucketEncryptionCommand({ Bucket: "bucket" })),
    one("s3:GetEncryptionConfiguration", "arn:aws:s3:::bucket"),
  ],
  [
    "PutBucketPolicy",
    () => S3.send(new s3.PutBucketPolicyCommand({ Bucket: "bucket", Policy: "{}" })),
    one("s3:PutBucketPolicy", "arn:aws:s3:::bucket"),
  ],
  ["HeadObject", () => S3.send(new s3.HeadObjectCommand(OBJECT)), one("s3:GetObject", OBJECT_ARN)],
  ["GetObject", () => S3.send(new s3.GetObjectCommand(OBJECT)), one("s3:GetObject", OBJECT_ARN)],
  [
    "GetObject of a version",
    () => S3.send(new s3.GetObjectCommand({ ...OBJECT, VersionId: "v" })),
    one("s3:GetObjectVersion", OBJECT_ARN),
  ],
  [
    "PutObject",
    () => S3.send(new s3.PutObjectCommand({ ...OBJECT, Body: "x", IfNoneMatch: "*" })),
    one("s3:PutObject", OBJECT_ARN),
  ],
  [
    "PutObject with tags",
    () => S3.send(new s3.PutObjectCommand({ ...OBJECT, Body: "x", Tagging: "a=b" })),
    [
      ["s3:PutObject", OBJECT_ARN],
      ["s3:PutObjectTagging", OBJECT_ARN],
    ],
  ],
  [
    "CopyObject",
    () => S3.send(new s3.CopyObjectCommand({ ...OBJECT, CopySource: "/other/key" })),
    [
      ["s3:PutObject", OBJECT_ARN],
      ["s3:GetObject", "arn:aws:s3:::other/key"],
    ],
  ],
  ["DeleteObject", () => S3.send(new s3.DeleteObjectCommand(OBJECT)), one("s3:DeleteObject", OBJECT_ARN)],
  [
    "DeleteObject of a version",
    () => S3.send(new s3.DeleteObjectCommand({ ...OBJECT, VersionId: "v" })),
    one("s3:DeleteObjectVersion", OBJECT_ARN),
  ],
  ["Publish", () => SNS.send(new sns.PublishCommand({ TopicArn: TOPIC, Message: "x" })), one("sns:Publish", TOPIC)],
  [
    "PublishBatch",
    () => SNS.send(new sns.PublishBatchCommand({ TopicArn: TOPIC, PublishBatchRequestEntries: [] })),
    one("sns:Publish", TOPIC),
  ],
  [
    "Publish to a phone",
    () => SNS.send(new sns.PublishCommand({ PhoneNumber: "+10000000000", Message: "x" })),
    one("sns:Publish", "*"),
  ],
  [
    "Subscribe",
    () => SNS.send(new sns.SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint: "q" })),
    one("sns:Subscribe", TOPIC),
  ],
  ["CreateTopic", () => SNS.send(new sns.CreateTopicCommand({ Name: "alerts" })), one("sns:CreateTopic", TOPIC)],
  ["ListTopics", () => SNS.send(new sns.ListTopicsCommand({})), one("sns:ListTopics", "*")],
  [
    "SendMessage",
    () => SQS.send(new sqs.SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "x" })),
    one("sqs:SendMessage", arn("sqs", "dead")),
  ],
  [
    "SendMessageBatch",
    () => SQS.send(new sqs.SendMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries: [] })),
    one("sqs:SendMessage", arn("sqs", "dead")),
  ],
  [
    "GetQueueUrl",
    () => SQS.send(new sqs.GetQueueUrlCommand({ QueueName: "dead" })),
    one("sqs:GetQueueUrl", arn("sqs", "dead")),
  ],
  ["ListQueues", () => SQS.send(new sqs.ListQueuesCommand({})), one("sqs:ListQueues", "*")],
  [
    "CreateLogStream",
    () => LOGS.send(new logs.CreateLogStreamCommand({ logGroupName: "/g", logStreamName: "s" })),
    one("logs:CreateLogStream", stream("/g", "s")),
  ],
  [
    "PutLogEvents",
    () => LOGS.send(new logs.PutLogEventsCommand({ logGroupName: "/g", logStreamName: "s", logEvents: [] })),
    one("logs:PutLogEvents", stream("/g", "s")),
  ],
  [
    "FilterLogEvents",
    () => LOGS.send(new logs.FilterLogEventsCommand({ logGroupName: "/g" })),
    one("logs:FilterLogEvents", stream("/g", "")),
  ],
  [
    "DescribeLogGroups",
    () => LOGS.send(new logs.DescribeLogGroupsCommand({})),
    one("logs:DescribeLogGroups", stream("", "")),
  ],
  [
    "Invoke",
    () => LAMBDA.send(new lambda.InvokeCommand({ FunctionName: "look" })),
    one("lambda:InvokeFunction", arn("lambda", "function:look")),
  ],
  [
    "Invoke by ARN",
    () => LAMBDA.send(new lambda.InvokeCommand({ FunctionName: arn("lambda", "function:look") })),
    one("lambda:InvokeFunction", arn("lambda", "function:look")),
  ],
  [
    "GetFunction",
    () => LAMBDA.send(new lambda.GetFunctionCommand({ FunctionName: "look" })),
    one("lambda:GetFunction", arn("lambda", "function:look")),
  ],
  [
    "GetFunctionConfiguration",
    () => LAMBDA.send(new lambda.GetFunctionConfigurationCommand({ FunctionName: "look" })),
    one("lambda:GetFunctionConfiguration", arn("lambda", "function:look")),
  ],
  [
    "UpdateFunctionCode",
    () => LAMBDA.send(new lambda.UpdateFunctionCodeCommand({ FunctionName: "look" })),
    one("lambda:UpdateFunctionCode", arn("lambda", "function:look")),
  ],
  [
    "AddPermission",
    () =>
      LAMBDA.send(
        new lambda.AddPermissionCommand({ FunctionName: "look", StatementId: "s", Action: "a", Principal: "p" }),
      ),
    one("lambda:AddPermission", arn("lambda", "function:look")),
  ],
  [
    "GetFunctionEventInvokeConfig",
    () => LAMBDA.send(new lambda.GetFunctionEventInvokeConfigCommand({ FunctionName: "look" })),
    one("lambda:GetFunctionEventInvokeConfig", arn("lambda", "function:look")),
  ],
  ["ListFunctions", () => LAMBDA.send(new lambda.ListFunctionsCommand({})), one("lambda:ListFunctions", "*")],
  [
    "PutMetricData",
    () => CLOUDWATCH.send(new cloudwatch.PutMetricDataCommand({ Namespace: "n", MetricData: [] })),
    one("cloudwatch:PutMetricData", "*"),
  ],
  [
    "GetMetricData",
    () =>
      CLOUDWATCH.send(
        new cloudwatch.GetMetricDataCommand({ MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) }),
      ),
    one("cloudwatch:GetMetricData", "*"),
  ],
  [
    "DescribeAlarms",
    () => CLOUDWATCH.send(new cloudwatch.DescribeAlarmsCommand({})),
    one("cloudwatch:DescribeAlarms", arn("cloudwatch", "alarm:*")),
  ],
  [
    "PutEvents",
    () => EVENTS.send(new events.PutEventsCommand({ Entries: [{ Source: "s", DetailType: "t", Detail: "{}" }] })),
    one("events:PutEvents", arn("events", "event-bus/default")),
  ],
  [
    "DescribeRule",
    () => EVENTS.send(new events.DescribeRuleCommand({ Name: "watch" })),
    one("events:DescribeRule", arn("events", "rule/watch")),
  ],
  [
    "ListTargetsByRule on a bus",
    () => EVENTS.send(new events.ListTargetsByRuleCommand({ Rule: "watch", EventBusName: "bus" })),
    one("events:ListTargetsByRule", arn("events", "rule/bus/watch")),
  ],
  [
    "GetSchedule",
    () => SCHEDULER.send(new scheduler.GetScheduleCommand({ Name: "tick" })),
    one("scheduler:GetSchedule", arn("scheduler", "schedule/default/tick")),
  ],
  [
    "DeleteSchedule in a group",
    () => SCHEDULER.send(new scheduler.DeleteScheduleCommand({ Name: "tick", GroupName: "g", ClientToken: "t" })),
    one("scheduler:DeleteSchedule", arn("scheduler", "schedule/g/tick")),
  ],
  ["ListHostedZones", () => ROUTE53.send(new route53.ListHostedZonesCommand({})), one("route53:ListHostedZones", "*")],
  [
    "ListHostedZonesByName",
    () => ROUTE53.send(new route53.ListHostedZonesByNameCommand({})),
    one("route53:ListHostedZonesByName", "*"),
  ],
  [
    "GetHostedZone",
    () => ROUTE53.send(new route53.GetHostedZoneCommand({ Id: "Z1" })),
    one("route53:GetHostedZone", "arn:aws:route53:::hostedzone/Z1"),
  ],
  [
    "ListResourceRecordSets",
    () => ROUTE53.send(new route53.ListResourceRecordSetsCommand({ HostedZoneId: "Z1" })),
    one("route53:ListResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"),
  ],
  [
    "ChangeResourceRecordSets",
    () =>
      ROUTE53.send(new route53.ChangeResourceRecordSetsCommand({ HostedZoneId: "Z1", ChangeBatch: { Changes: [] } })),
    one("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"),
  ],
  [
    "ListHealthChecks",
    () => ROUTE53.send(new route53.ListHealthChecksCommand({})),
    one("route53:ListHealthChecks", "*"),
  ],
  [
    "GetHealthCheck",
    () => ROUTE53.send(new route53.GetHealthCheckCommand({ HealthCheckId: "h" })),
    one("route53:GetHealthCheck", "arn:aws:route53:::healthcheck/h"),
  ],
  [
    "UpdateHealthCheck",
    () => ROUTE53.send(new route53.UpdateHealthCheckCommand({ HealthCheckId: "h" })),
    one("route53:UpdateHealthCheck", "arn:aws:route53:::healthcheck/h"),
  ],
  [
    "GetHealthCheckStatus",
    () => ROUTE53.send(new route53.GetHealthCheckStatusCommand({ HealthCheckId: "h" })),
    one("route53:GetHealthCheckStatus", "arn:aws:route53:::healthcheck/h"),
  ],
  [
    "GetChange",
    () => ROUTE53.send(new route53.GetChangeCommand({ Id: "c" })),
    one("route53:GetChange", "arn:aws:route53:::change/c"),
  ],
  [
    "GetRole",
    () => IAM.send(new iam.GetRoleCommand({ RoleName: "r" })),
    one("iam:GetRole", `arn:aws:iam::${ACCOUNT}:role/r`),
  ],
])("the SDK's %s needs its rights", async (_, send, expected) => {
  expect((await rightsOf(send()))?.map(({ action, resource }) => [action, resource])).toEqual(expected);
});

test.each<[string, () => Promise<unknown>, string, readonly string[]]>([
  [
    "an attribute to change",
    () => EC2.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", InstanceType: { Value: "t3.micro" } })),
    "ec2:attribute",
    ["InstanceType"],
  ],
  [
    "an attribute by name",
    () =>
      EC2.send(
        new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", Attribute: "instanceType", Value: "t3.micro" }),
      ),
    "ec2:attribute",
    ["InstanceType"],
  ],
  [
    "user data to change",
    () =>
      EC2.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", UserData: { Value: Buffer.from("x") } })),
    "ec2:attribute",
    ["UserData"],
  ],
  [
    "a prefix to list",
    () => S3.send(new s3.ListObjectsV2Command({ Bucket: "bucket", Prefix: "a/" })),
    "s3:prefix",
    ["a/"],
  ],
  ["no prefix to list", () => S3.send(new s3.ListObjectsV2Command({ Bucket: "bucket" })), "s3:prefix", []],
  [
    "a condition to write",
    () => S3.send(new s3.PutObjectCommand({ ...OBJECT, Body: "x", IfNoneMatch: "*" })),
    "s3:if-none-match",
    ["*"],
  ],
  [
    "a protocol to subscribe by",
    () => SNS.send(new sns.SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint: "q" })),
    "sns:protocol",
    ["sqs"],
  ],
  [
    "an event's source",
    () => EVENTS.send(new events.PutEventsCommand({ Entries: [{ Source: "s", DetailType: "t" }] })),
    "events:source",
    ["s"],
  ],
])("policies may ask for %s", async (_, send, key, values) => {
  expect((await rightsOf(send()))?.[0]?.context?.[key]).toEqual(values);
});

/** Calls whose SDK clients are not among this project's dependencies, as their protocols write them. */
const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=F/20250101/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const json = (service: string, target: string, body: object) =>
  readCall({
    method: "POST",
    url: "/",
    headers: { ...signed(service), "x-amz-target": target },
    body: Buffer.from(JSON.stringify(body)),
  });
const form = (service: string, body: string) =>
  readCall({
    method: "POST",
    url: "/",
    headers: { ...signed(service), "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(body),
  });

test.each([
  [
    "GetParameter",
    json("ssm", "AmazonSSM.GetParameter", { Name: "/a/b" }),
    "ssm:GetParameter",
    arn("ssm", "parameter/a/b"),
  ],
  ["Decrypt", json("kms", "TrentService.Decrypt", { KeyId: "k-1" }), "kms:Decrypt", arn("kms", "key/k-1")],
  [
    "SendMessage in the old protocol",
    form("sqs", `Action=SendMessage&QueueUrl=${encodeURIComponent(QUEUE_URL)}`),
    "sqs:SendMessage",
    arn("sqs", "dead"),
  ],
  [
    "PutMetricAlarm in the old protocol",
    form("monitoring", "Action=PutMetricAlarm&AlarmName=a"),
    "cloudwatch:PutMetricAlarm",
    arn("cloudwatch", "alarm:a"),
  ],
])("%s as its protocol writes it needs its right", (_, call, action, resource) => {
  expect(rightsOfCall(call, PLACE)).toEqual([expect.objectContaining({ action, resource })]);
});

test("who one is may be asked without any right", () => {
  expect(rightsOfCall(form("sts", "Action=GetCallerIdentity"), PLACE)).toEqual([]);
});

test("a bucket may be named by the host", () => {
  const headers = { host: "bucket.s3.us-west-2.amazonaws.com" };
  const call = readCall({ method: "GET", url: "/failover-lock", headers, body: Buffer.alloc(0) });
  expect(objectOf(call)).toEqual({ bucket: "bucket", key: "failover-lock" });
  expect(rightsOfCall(call, PLACE)).toEqual([
    { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/failover-lock" },
  ]);
});

test.each<[string, () => Promise<unknown>]>([
  ["RunInstances", () => EC2.send(new ec2.RunInstancesCommand({ MinCount: 1, MaxCount: 1 }))],
  [
    "DescribeVolumeAttribute",
    () => EC2.send(new ec2.DescribeVolumeAttributeCommand({ VolumeId: "v", Attribute: "autoEnableIO" })),
  ],
  [
    "DeleteObjects",
    () => S3.send(new s3.DeleteObjectsCommand({ Bucket: "bucket", Delete: { Objects: [{ Key: "k" }] } })),
  ],
  [
    "CreateSchedule",
    () =>
      SCHEDULER.send(
        new scheduler.CreateScheduleCommand({
          Name: "n",
          ScheduleExpression: "rate(1 minute)",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: { Arn: "a", RoleArn: "r" },
        }),
      ),
  ],
  ["CreateUser", () => IAM.send(new iam.CreateUserCommand({ UserName: "u" }))],
])("%s is not in the table", async (_, send) => {
  expect(await rightsOf(send())).toBeUndefined();
});

test("a service that is not in the table is not guessed at", () => {
  expect(rightsOfCall(json("dynamodb", "DynamoDB_20120810.GetItem", { TableName: "t" }), PLACE)).toBeUndefined();
  expect(rightsOfCall(form("sts", "Action=AssumeRole&RoleArn=r"), PLACE)).toBeUndefined();
});
