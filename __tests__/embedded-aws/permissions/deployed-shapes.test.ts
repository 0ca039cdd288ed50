import { CloudWatchLogsClient, CreateLogStreamCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeInstancesCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeRequest,
  StartInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { globalContext } from "../../../embedded-aws/permissions/condition-context";
import { evaluate } from "../../../embedded-aws/permissions/evaluate";
import { readPolicy } from "../../../embedded-aws/permissions/policy";
import { rightsOfCall } from "../../../embedded-aws/permissions/rights/rights-of-call";
import { CAPTURING, captureCall } from "./captured-call";

const REGION = "us-west-2";
const account = "123456789012";
const arn = (rest: string) => `arn:aws:${rest.replace("@", `${REGION}:${account}`)}`;
const allow = (Action: string[], Resource: string, Condition = {}) => ({
  Effect: "Allow",
  Action,
  Resource: [Resource],
  Condition,
});

/** The shapes of statement that a function's role has in practice: exact ARNs, a region, streams of one log group. */
const POLICY = readPolicy(
  "the role's policy",
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      allow(["ec2:DescribeInstances"], "*", { StringEquals: { "aws:RequestedRegion": REGION } }),
      allow(["ec2:StartInstances", "ec2:StopInstances"], arn("ec2:@:instance/i-1")),
      allow(["ec2:ModifyInstanceAttribute"], arn("ec2:@:instance/i-1"), {
        StringEquals: { "ec2:Attribute": "InstanceType" },
      }),
      allow(["s3:GetObject", "s3:PutObject"], arn("s3:::memory/state.json")),
      allow(["s3:DeleteObject"], arn("s3:::memory/lock")),
      allow(["s3:PutObject"], arn("s3:::memory/records/*")),
      allow(["s3:ListBucket"], arn("s3:::memory")),
      allow(["logs:CreateLogStream", "logs:PutLogEvents"], arn("logs:@:log-group:/aws/lambda/look:*")),
      allow(["sqs:SendMessage"], arn("sqs:@:dead")),
      allow(["events:PutEvents"], arn("events:@:event-bus/default")),
    ],
  }),
);

async function allowed(sending: Promise<unknown>): Promise<boolean> {
  const call = await captureCall(sending);
  const principal = { kind: "role session", roleArn: arn(`iam::${account}:role/r`), sessionName: "look" } as const;
  const rights = rightsOfCall(call, { region: call.region ?? "", account })!;
  return rights.every(({ action, resource, context }) => {
    const full = { ...globalContext(principal, { now: 0, region: call.region }), ...context };
    return evaluate({ principal, action, resource, context: full }, { identity: [POLICY] }).allowed;
  });
}

const EC2 = new EC2Client(CAPTURING);
const S3 = new S3Client({ ...CAPTURING, forcePathStyle: true });
const LOGS = new CloudWatchLogsClient(CAPTURING);
const SQS = new SQSClient(CAPTURING);
const EVENTS = new EventBridgeClient(CAPTURING);
const start = (...InstanceIds: string[]) => EC2.send(new StartInstancesCommand({ InstanceIds }));
const change = (attribute: Partial<ModifyInstanceAttributeRequest>, InstanceId = "i-1") =>
  EC2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...attribute }));
const remove = (Key: string, VersionId?: string) =>
  S3.send(new DeleteObjectCommand({ Bucket: "memory", Key, VersionId }));
const put = (Key: string) => S3.send(new PutObjectCommand({ Bucket: "memory", Key, Body: "{}", IfNoneMatch: "*" }));
const stream = (logGroupName: string) =>
  LOGS.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "2025/[$LATEST]a" }));
const send = (queue: string) =>
  SQS.send(new SendMessageCommand({ QueueUrl: `http://127.0.0.1:9/${account}/${queue}`, MessageBody: "x" }));
const tell = (EventBusName?: string) =>
  EVENTS.send(new PutEventsCommand({ Entries: [{ EventBusName, Source: "s", DetailType: "t" }] }));
const describe = (region: string) => new EC2Client({ ...CAPTURING, region }).send(new DescribeInstancesCommand({}));

test.each<[string, boolean, () => Promise<unknown>]>([
  ["describing instances in its region", true, () => describe(REGION)],
  ["describing instances in another region", false, () => describe("us-east-1")],
  ["starting its instance", true, () => start("i-1")],
  ["starting its instance and another", false, () => start("i-1", "i-2")],
  ["terminating its instance", false, () => EC2.send(new TerminateInstancesCommand({ InstanceIds: ["i-1"] }))],
  ["changing its instance's type", true, () => change({ InstanceType: { Value: "t3.small" } })],
  ["changing its instance's type in the other spelling", true, () => change({ Attribute: "instanceType", Value: "a" })],
  ["changing another instance's type", false, () => change({ InstanceType: { Value: "t3.small" } }, "i-2")],
  ["changing its instance's user data", false, () => change({ UserData: { Value: new Uint8Array() } })],
  ["changing its instance's security groups", false, () => change({ Groups: ["sg-1"] })],
  ["deleting the object that it may delete", true, () => remove("lock")],
  ["deleting a version of it", false, () => remove("lock", "1")],
  ["deleting another object", false, () => remove("state.json")],
  ["writing below its folder", true, () => put("records/2026.json")],
  ["writing beside its folder", false, () => put("records")],
  ["writing its object", true, () => put("state.json")],
  ["writing another object", false, () => put("state.json.2")],
  ["listing its bucket", true, () => S3.send(new ListObjectsV2Command({ Bucket: "memory" }))],
  ["opening a log stream of its group", true, () => stream("/aws/lambda/look")],
  ["opening a log stream of a group with a longer name", false, () => stream("/aws/lambda/look-2")],
  ["sending to its queue", true, () => send("dead")],
  ["sending to another queue", false, () => send("dead-2")],
  ["telling its bus by ARN", true, () => tell(arn("events:@:event-bus/default"))],
  ["telling its bus by default", true, () => tell()],
  ["telling another bus", false, () => tell("other")],
])("%s: %s", async (_, expected, send) => {
  expect(await allowed(send())).toBe(expected);
});
