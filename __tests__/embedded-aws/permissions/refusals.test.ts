import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListHostedZonesCommand } from "@aws-sdk/client-route-53";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { ListSchedulesCommand } from "@aws-sdk/client-scheduler";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { readCall } from "../../../embedded-aws/calls";
import { errorAnswer } from "../../../embedded-aws/error-answers";
import { refusal } from "../../../embedded-aws/permissions/refusals";

const REGION = "us-west-2";
const CALLER = {
  kind: "role session",
  roleArn: "arn:aws:iam::123456789012:role/path/controller",
  sessionName: "look",
} as const;
const CALL = readCall({ method: "POST", url: "/", headers: {}, body: Buffer.alloc(0) });
const RIGHT = { action: "some:Action", resource: "arn:aws:some:::thing" };

/** An AWS that refuses everything. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "GET", url = "/", headers } = request;
  const call = readCall({ method, url, headers, body: Buffer.concat(chunks) });
  const because = "no statement of policy p allows it";
  const error = refusal(call, CALLER, RIGHT, { allowed: false, denial: "implicit", because });
  const answer = errorAnswer(call, error);
  response.writeHead(answer.status, { "content-type": answer.contentType, ...answer.headers });
  response.end(answer.body);
});
let aws: AwsClients;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  aws = new AwsClients(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "ASIA0000000000000001");
});
afterAll(() => {
  aws.close();
  server.closeAllConnections();
  server.close();
});

test.each<[string, string, number, () => Promise<unknown>]>([
  ["EC2", "UnauthorizedOperation", 403, () => aws.ec2(REGION).send(new DescribeInstancesCommand({}))],
  ["S3", "AccessDenied", 403, () => aws.s3(REGION).send(new GetObjectCommand({ Bucket: "b", Key: "k" }))],
  ["SNS", "AuthorizationErrorException", 403, () => aws.sns(REGION).send(new ListTopicsCommand({}))],
  ["IAM", "AccessDenied", 403, () => aws.iam().send(new GetRoleCommand({ RoleName: "r" }))],
  ["Route 53", "AccessDenied", 403, () => aws.route53().send(new ListHostedZonesCommand({}))],
  ["SQS", "AccessDeniedException", 400, () => aws.sqs(REGION).send(new ListQueuesCommand({}))],
  ["Lambda", "AccessDeniedException", 403, () => aws.lambda(REGION).send(new ListFunctionsCommand({}))],
  ["CloudWatch", "AccessDeniedException", 400, () => aws.cloudWatch(REGION).send(new DescribeAlarmsCommand({}))],
  ["CloudWatch Logs", "AccessDeniedException", 400, () => aws.logs(REGION).send(new DescribeLogGroupsCommand({}))],
  ["EventBridge", "AccessDeniedException", 400, () => aws.events(REGION).send(new ListRulesCommand({}))],
  ["the scheduler", "AccessDeniedException", 403, () => aws.scheduler(REGION).send(new ListSchedulesCommand({}))],
])(
  "the SDK takes a refusal of %s for %s with status %i and shows its reason",
  async (_, name, httpStatusCode, send) => {
    await expect(send()).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode },
      message: expect.stringContaining(
        "User: arn:aws:sts::123456789012:assumed-role/controller/look is not authorized to perform: some:Action on " +
          "resource: arn:aws:some:::thing because no identity-based policy allows the some:Action action (no statement of policy p",
      ),
    });
  },
);

test("a refusal names no resource where the action concerns none, and writes SNS's actions as SNS does", () => {
  const messageFor = (action: string, resource: string) =>
    refusal(CALL, CALLER, { action, resource }, { allowed: false, denial: "implicit", because: "reason" }).message;
  const caller = "User: arn:aws:sts::123456789012:assumed-role/controller/look is not authorized to perform:";
  expect(messageFor("ec2:DescribeInstances", "*")).toContain(
    `${caller} ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
  );
  expect(messageFor("sns:Publish", "arn:aws:sns:us-west-2:123456789012:t")).toContain(
    `${caller} SNS:Publish on resource: arn:aws:sns:us-west-2:123456789012:t because no identity-based policy allows the SNS:Publish action`,
  );
});
