import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { prepareAccount } from "../../embedded-aws/account";
import { AddressTable } from "../../embedded-aws/address-table";
import { AwsClients } from "../../embedded-aws/aws-clients";
import { deliverAlarm } from "../../embedded-aws/deliver-alarm";
import { Functions } from "../../embedded-aws/functions";
import { type Gateway, startGateway } from "../../embedded-aws/gateway";
import { PublishedMessages } from "../../embedded-aws/published-messages";
import { temporaryFolder } from "../temporary-folder";
import { runningMoto } from "./running-moto";
import { deployFunction, deployHealthCheck } from "./small-deployment";

const HOME = "us-east-1";
const folder = temporaryFolder();
const moto = runningMoto();
let functions: Functions;
let healthCheckId: string;
let deployed = 0;

beforeAll(async () => {
  await prepareAccount(moto.deployed, { regions: [], hostedZones: [], buckets: [{ name: "artifacts", region: HOME }] });
  functions = new Functions({
    deployed: moto.deployed,
    table: new AddressTable(),
    endpoint: moto.endpoint,
    folder,
    insideFunction: join(process.cwd(), "embedded-aws", "inside-function"),
  });
});
afterAll(() => functions?.stop());

/** A topic with a function behind it, all of it as it should be but for what a test changes. */
async function deployTarget(
  region: string,
  permission: "for the topic" | "for another topic" | "none" = "for the topic",
) {
  const name = `target-${deployed++}`;
  const sns = moto.deployed.sns(region);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  const code = "exports.handler = async (event) => event.Records[0].Sns;";
  const { arn } = await deployFunction(moto.deployed, HOME, { name, bucket: "artifacts", code });
  if (permission !== "none")
    await moto.deployed.lambda(HOME).send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: "sns",
        Action: "lambda:InvokeFunction",
        Principal: "sns.amazonaws.com",
        SourceArn: permission === "for the topic" ? TopicArn : `${TopicArn}-2`,
      }),
    );
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint: arn, ReturnSubscriptionArn: true }),
  );
  return { name, topicArn: TopicArn!, subscriptionArn: SubscriptionArn! };
}

/** A health check of this test's own, and an alarm on it. */
async function deployAlarm(
  topicArn: string | undefined,
  changed: Partial<PutMetricAlarmCommandInput> = {},
  region = HOME,
): Promise<void> {
  healthCheckId = await deployHealthCheck(moto.deployed, { Type: "HTTP", IPAddress: "192.0.2.1", Port: 80 });
  await moto.deployed.cloudWatch(region).send(
    new PutMetricAlarmCommand({
      AlarmName: "endpoint",
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: healthCheckId }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      AlarmActions: topicArn ? [topicArn] : [],
      ...changed,
    }),
  );
}

const NOW = new Date("2026-01-02T03:04:05.678Z");
const deliver = () =>
  deliverAlarm({
    deployed: moto.deployed,
    functions,
    healthCheckId,
    regions: [HOME, "us-west-2"],
    now: () => NOW,
  });

afterEach(async () => {
  for (const region of [HOME, "us-west-2"])
    await moto.deployed.cloudWatch(region).send(new DeleteAlarmsCommand({ AlarmNames: ["endpoint"] }));
});

test("the alarm of a failing check reaches the subscribed function as SNS's event with CloudWatch's message", async () => {
  const { name, topicArn, subscriptionArn } = await deployTarget(HOME);
  await deployAlarm(topicArn, { AlarmDescription: "The primary is down" });
  const delivered = await deliver();
  if (delivered.kind !== "delivered") throw new Error(delivered.reason);
  expect(delivered.deliveries).toEqual([
    {
      target: { functionName: name, region: HOME, topicArn, subscriptionArn },
      invocation: expect.objectContaining({ outcome: expect.objectContaining({ kind: "result" }) }),
    },
  ]);
  const { outcome } = delivered.deliveries[0]!.invocation;
  const sns = outcome.kind === "result" ? JSON.parse(outcome.payload!) : {};
  expect(sns).toMatchObject({
    Type: "Notification",
    TopicArn: topicArn,
    Subject: 'ALARM: "endpoint" in us-east-1',
    Timestamp: "2026-01-02T03:04:05.678Z",
  });
  expect(JSON.parse(sns.Message)).toMatchObject({
    AlarmName: "endpoint",
    AlarmDescription: "The primary is down",
    AWSAccountId: "123456789012",
    NewStateValue: "ALARM",
    OldStateValue: "OK",
    StateChangeTime: "2026-01-02T03:04:05.678+0000",
    Trigger: {
      MetricName: "HealthCheckStatus",
      Namespace: "AWS/Route53",
      Statistic: "MINIMUM",
      Dimensions: [{ name: "HealthCheckId", value: healthCheckId }],
      Threshold: 1,
    },
  });
});

describe("the first broken thing is named:", () => {
  const reason = async () => {
    const delivered = await deliver();
    return delivered.kind === "broken" ? delivered.reason : "delivered";
  };

  test("no alarm at all", async () => {
    healthCheckId = await deployHealthCheck(moto.deployed, { Type: "HTTP", IPAddress: "192.0.2.1", Port: 80 });
    expect(await reason()).toBe(`No alarm watches health check ${healthCheckId}: there is no alarm on it.`);
  });

  test("an alarm in another region", async () => {
    const { topicArn } = await deployTarget("us-west-2");
    await deployAlarm(topicArn, {}, "us-west-2");
    expect(await reason()).toBe(
      `No alarm watches health check ${healthCheckId}: ` +
        "alarm endpoint is in us-west-2; Route 53's metrics are in us-east-1 only.",
    );
  });

  test("an alarm without its dimension", async () => {
    await deployAlarm((await deployTarget(HOME)).topicArn, { Dimensions: [] });
    expect(await reason()).toContain("alarm endpoint has no dimension HealthCheckId, so it sees no data");
  });

  test("an alarm on another check", async () => {
    const Dimensions = [{ Name: "HealthCheckId", Value: "another" }];
    await deployAlarm((await deployTarget(HOME)).topicArn, { Dimensions });
    expect(await reason()).toContain("alarm endpoint watches another health check, another");
  });

  test.each<[string, Partial<PutMetricAlarmCommandInput>, RegExp]>([
    [
      "an inverted comparison",
      { ComparisonOperator: "GreaterThanOrEqualToThreshold" },
      /\(GreaterThanOrEqualToThreshold 1\) does not go off when the check is unhealthy/,
    ],
    ["an alarm that is always on", { Threshold: 2 }, /\(LessThanThreshold 2\) is on while the check is healthy/],
    [
      "another statistic",
      { Statistic: "SampleCount" },
      /uses the statistic SampleCount; with HealthCheckStatus use Minimum/,
    ],
    ["actions that are switched off", { ActionsEnabled: false }, /^Alarm endpoint has its actions switched off/],
  ])("%s", async (_, changed, expected) => {
    await deployAlarm((await deployTarget(HOME)).topicArn, changed);
    expect(await reason()).toMatch(expected);
  });

  test("no action", async () => {
    await deployAlarm(undefined);
    expect(await reason()).toBe("Alarm endpoint has no action.");
  });

  test("an action that is no topic", async () => {
    await deployAlarm("arn:aws:automate:us-east-1:ec2:reboot");
    expect(await reason()).toBe("Alarm endpoint's action arn:aws:automate:us-east-1:ec2:reboot is not an SNS topic.");
  });

  test("a topic in another region", async () => {
    const { topicArn } = await deployTarget("us-west-2");
    await deployAlarm(topicArn);
    expect(await reason()).toBe(`Alarm endpoint is in us-east-1 and its topic ${topicArn} in us-west-2.`);
  });

  test("a topic that does not exist", async () => {
    await deployAlarm("arn:aws:sns:us-east-1:123456789012:gone");
    expect(await reason()).toBe("Alarm endpoint's topic arn:aws:sns:us-east-1:123456789012:gone does not exist.");
  });

  test("a topic whose policy keeps CloudWatch out", async () => {
    const { topicArn } = await deployTarget(HOME);
    await deployAlarm(topicArn);
    const statement = {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
    };
    await moto.deployed.sns(HOME).send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      }),
    );
    expect(await reason()).toBe(`The policy of topic ${topicArn} does not let CloudWatch publish for alarm endpoint.`);
  });

  test("a topic that CloudWatch cannot decrypt", async () => {
    const { topicArn } = await deployTarget(HOME);
    await deployAlarm(topicArn);
    await moto.deployed.sns(HOME).send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: "KmsMasterKeyId",
        AttributeValue: "alias/aws/sns",
      }),
    );
    expect(await reason()).toBe(
      `Topic ${topicArn} is encrypted with alias/aws/sns, to which CloudWatch has no access.`,
    );
  });

  test("a topic to which no function is subscribed", async () => {
    const { topicArn, subscriptionArn } = await deployTarget(HOME);
    await moto.deployed.sns(HOME).send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
    await deployAlarm(topicArn);
    expect(await reason()).toBe(`No function is subscribed to topic ${topicArn}.`);
  });

  test("a function that does not exist", async () => {
    const { TopicArn } = await moto.deployed.sns(HOME).send(new CreateTopicCommand({ Name: "dangling" }));
    const Endpoint = "arn:aws:lambda:us-east-1:123456789012:function:gone";
    await moto.deployed.sns(HOME).send(new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint }));
    await deployAlarm(TopicArn);
    expect(await reason()).toBe(`Topic ${TopicArn} calls function gone in us-east-1, which does not exist.`);
  });

  test.each(["none", "for another topic"] as const)("a function without the permission (%s)", async (permission) => {
    const { name, topicArn } = await deployTarget(HOME, permission);
    await deployAlarm(topicArn);
    expect(await reason()).toBe(
      `Function ${name} in us-east-1 does not permit sns.amazonaws.com to invoke it for topic ${topicArn}.`,
    );
  });
});

describe("messages to people", () => {
  let gateway: Gateway;
  let clients: AwsClients;
  let messages: PublishedMessages;
  const written = join(folder, "messages");
  beforeAll(async () => {
    gateway = await startGateway({ motoEndpoint: moto.endpoint });
    clients = new AwsClients(gateway.endpoint, "FUNCTION");
    messages = new PublishedMessages({ deployed: moto.deployed, folder: written });
    gateway.onCall(messages.onCall);
  });
  afterAll(async () => {
    clients.close();
    await gateway.stop();
  });

  test("that a client publishes are written as one file for each subscriber, and a refused one is not", async () => {
    const sns = clients.sns("us-west-2");
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "alerts" }));
    for (const [Protocol, Endpoint] of [
      ["email", "ops@example.com"],
      ["https", "https://example.com/hook"],
      ["sms", "+12065550100"],
    ])
      await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
    await sns.send(new PublishCommand({ TopicArn, Subject: "Ignited", Message: "The standby serves.\nAll is well." }));
    await sns.send(new PublishCommand({ TopicArn: `${TopicArn}-gone`, Message: "nobody" })).catch(() => {});
    await messages.settled();
    expect(readdirSync(written).sort()).toEqual([
      "0001-email_ops@example.com.txt",
      "0002-https_https_example.com_hook.txt",
      "0003-sms_+12065550100.txt",
    ]);
    expect(readFileSync(join(written, "0001-email_ops@example.com.txt"), "utf8")).toBe(
      `To: email ops@example.com\nTopic: ${TopicArn}\nSubject: Ignited\n\nThe standby serves.\nAll is well.\n`,
    );
  });

  test("to a phone number need no topic", async () => {
    await clients.sns("us-west-2").send(new PublishCommand({ PhoneNumber: "+12065550101", Message: "Look" }));
    await messages.settled();
    expect(readFileSync(join(written, "0004-sms_+12065550101.txt"), "utf8")).toContain("\n\nLook\n");
  });
});
