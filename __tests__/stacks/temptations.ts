import { CreateLogStreamCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { UpdateHealthCheckCommand } from "@aws-sdk/client-route-53";
import {
  DeleteBucketPolicyCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { DeleteMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import {
  changeRecords,
  FunctionName,
  get,
  iam,
  invoke,
  LOCK,
  lockBucket,
  logGroup,
  logs,
  modify,
  onPrimary,
  onStandby,
  primary,
  publish,
  put,
  queue,
  remove,
  role,
  route53,
  s3,
  sqs,
  standby,
  standbyInstance,
  start,
  stream,
  updateCode,
} from "./calls-on-deployment";
import { DEPLOYED } from "./deployed-policy";
import { arn, PRIMARY, right, STANDBY, type Wish } from "./wishes";

/** Nobody whom this project gives rights may do any of these. */
export const TEMPTATIONS: readonly (readonly [string, Wish])[] = [
  ["terminate the standby", () => standby.ec2.send(new TerminateInstancesCommand(onStandby))],
  ["terminate the primary", () => primary.ec2.send(new TerminateInstancesCommand(onPrimary))],
  ["reboot the standby", () => standby.ec2.send(new RebootInstancesCommand(onStandby))],
  ["stop the primary", () => primary.ec2.send(new StopInstancesCommand(onPrimary))],
  ["start the primary", () => primary.ec2.send(new StartInstancesCommand(onPrimary))],
  ["start the standby's id in the primary's region", () => primary.ec2.send(new StartInstancesCommand(onStandby))],
  ["start another instance", start("i-0000000000000000c")],
  ["start the standby and another instance", start(standbyInstance, "i-0000000000000000c")],
  ["stop another instance", () => standby.ec2.send(new StopInstancesCommand({ InstanceIds: ["i-0000000000000000c"] }))],
  ["change the standby's user data", modify({ UserData: { Value: new Uint8Array() } })],
  ["change the standby's security groups", modify({ Groups: ["sg-1"] })],
  [
    "change the standby's role through its profile",
    right("ec2:AssociateIamInstanceProfile", arn("ec2", STANDBY, `instance/${standbyInstance}`)),
  ],
  ["make a new instance", right("ec2:RunInstances", arn("ec2", STANDBY, "instance/*"))],
  ["open a security group", right("ec2:AuthorizeSecurityGroupIngress", arn("ec2", STANDBY, "security-group/sg-1"))],
  ["release the standby's address", right("ec2:ReleaseAddress", arn("ec2", STANDBY, "elastic-ip/eipalloc-1"))],
  ["delete a version of the lock", remove(LOCK, "1")],
  ["delete the memory", remove("controller/memory.json")],
  ["delete an episode's document", remove("episodes/2026-01-01T00:00:00.000Z.json")],
  ["write beside what is there", put("index.html")],
  ["read another bucket", get(LOCK, "other-bucket")],
  ["write the lock into another bucket", put(LOCK, "other-bucket")],
  ["write the controller's zip", put("controller.zip", "artifact-bucket")],
  ["list the versions", () => s3.send(new ListObjectVersionsCommand({ Bucket: lockBucket }))],
  ["list another bucket", () => s3.send(new ListObjectsV2Command({ Bucket: "other-bucket" }))],
  ["open the lock bucket", () => s3.send(new PutBucketPolicyCommand({ Bucket: lockBucket, Policy: "{}" }))],
  ["shut Route 53's checkers out of it", () => s3.send(new DeleteBucketPolicyCommand({ Bucket: lockBucket }))],
  [
    "stop its versioning",
    () =>
      s3.send(new PutBucketVersioningCommand({ Bucket: lockBucket, VersioningConfiguration: { Status: "Suspended" } })),
  ],
  ["tell another topic", publish("other-topic")],
  ["tell a topic of that name in the primary's region", publish(DEPLOYED.alertTopic, PRIMARY)],
  ["send to another queue", () => sqs.send(new SendMessageCommand({ ...queue("other"), MessageBody: "x" }))],
  [
    "empty the dead-letter queue",
    () => sqs.send(new DeleteMessageCommand({ ...queue("pilot-light-www-not-handled"), ReceiptHandle: "r" })),
  ],
  ["write another function's log", () => logs.send(new CreateLogStreamCommand(stream("/aws/lambda/other")))],
  ["delete the log", right("logs:DeleteLogGroup", arn("logs", STANDBY, `log-group:${logGroup}:*`))],
  ["change the controller's code", updateCode],
  [
    "change the controller's environment",
    () => standby.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 })),
  ],
  ["call another function", invoke("other")],
  ["give the controller's role a right", () => iam.send(new PutRolePolicyCommand({ ...role, PolicyDocument: "{}" }))],
  ["take a right from it", () => iam.send(new DeleteRolePolicyCommand(role))],
  ["hand a role to a service", right("iam:PassRole", arn("iam", "", "role/admin"))],
  ["become another role", right("sts:AssumeRole", arn("iam", "", "role/admin"))],
  ["change DNS", changeRecords],
  [
    "change a health check",
    () => route53.send(new UpdateHealthCheckCommand({ HealthCheckId: DEPLOYED.endpointCheck })),
  ],
  ["read the volume's contents by its key", right("kms:Decrypt", arn("kms", STANDBY, `key/${DEPLOYED.volumeKey}`))],
  ["give somebody the volume's key", right("kms:CreateGrant", arn("kms", STANDBY, `key/${DEPLOYED.volumeKey}`))],
  [
    "switch the schedule off",
    right("scheduler:UpdateSchedule", arn("scheduler", STANDBY, `schedule/default/${DEPLOYED.schedule}`)),
  ],
  ["silence the alarm", right("cloudwatch:DisableAlarmActions", arn("cloudwatch", STANDBY, "alarm:a"))],
];
