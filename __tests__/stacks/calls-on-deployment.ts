import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  EC2Client,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeRequest,
  StartInstancesCommand,
} from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { CAPTURING } from "../embedded-aws/permissions/captured-call";
import { ACCOUNT, DEPLOYED } from "./deployed-policy";
import { arn, PRIMARY, STANDBY } from "./wishes";

export const LOCK = "failover-lock";

/** Clients that send nothing: what they would send is judged. */
export const inRegion = (region: string) => {
  const settings = { ...CAPTURING, region };
  return { ec2: new EC2Client(settings), sns: new SNSClient(settings), lambda: new LambdaClient(settings) };
};
export const [standby, primary] = [inRegion(STANDBY), inRegion(PRIMARY)];
const here = { ...CAPTURING, region: STANDBY };
export const s3 = new S3Client({ ...here, forcePathStyle: true });
export const [sqs, logs, route53, iam] = [
  new SQSClient(here),
  new CloudWatchLogsClient(here),
  new Route53Client(here),
  new IAMClient(here),
];

// What the calls are about, and the calls themselves, each ready to be made.
export const { standbyInstance, primaryInstance, lockBucket, logGroup } = DEPLOYED;
export const [onStandby, onPrimary] = [{ InstanceIds: [standbyInstance] }, { InstanceIds: [primaryInstance] }];
const object = (Key: string, Bucket: string = lockBucket) => ({ Bucket, Key });
export const modify = (change: Partial<ModifyInstanceAttributeRequest>) => () =>
  standby.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: standbyInstance, ...change }));
export const publish =
  (topic: string, region = STANDBY) =>
  () =>
    inRegion(region).sns.send(new PublishCommand({ TopicArn: arn("sns", region, topic), Message: "x" }));
export const queue = (name: string) => ({ QueueUrl: `http://127.0.0.1:9/${ACCOUNT}/${name}` });
export const stream = (logGroupName: string) => ({ logGroupName, logStreamName: "2026/[$LATEST]a" });
export const FunctionName = DEPLOYED.controller;
export const zone = { HostedZoneId: DEPLOYED.hostedZone };
export const role = { RoleName: "pilot-light-www", PolicyName: "controller" };

export const put = (Key: string, Bucket?: string) => () =>
  s3.send(new PutObjectCommand({ ...object(Key, Bucket), Body: "{}" }));
export const get = (Key: string, Bucket?: string) => () => s3.send(new GetObjectCommand(object(Key, Bucket)));
export const remove = (Key: string, VersionId?: string) => () =>
  s3.send(new DeleteObjectCommand({ ...object(Key), ...(VersionId ? { VersionId } : {}) }));
export const start =
  (...InstanceIds: string[]) =>
  () =>
    standby.ec2.send(new StartInstancesCommand({ InstanceIds }));
export const invoke = (FunctionName: string) => () => standby.lambda.send(new InvokeCommand({ FunctionName }));
export const updateCode = () =>
  standby.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: "b", S3Key: "k" }));
export const changeRecords = () =>
  route53.send(new ChangeResourceRecordSetsCommand({ ...zone, ChangeBatch: { Changes: [] } }));
