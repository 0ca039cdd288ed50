import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  type Statistic,
} from "@aws-sdk/client-cloudwatch";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { EmbeddedAws } from "../../../embedded-aws/embedded-aws";
import { temporaryFolder } from "../../temporary-folder";
import { startAwsForFunctions } from "../functions/aws-for-functions";
import { deployFunction } from "../small-deployment";

/** Not Route 53's. */
const REGION = "us-west-2";
const MINUTE = 60_000;
const folder = temporaryFolder();
const turns: { name: string; to: string; at: number }[] = [];
let aws: EmbeddedAws;
let made = 0;

beforeAll(async () => {
  aws = await startAwsForFunctions(folder, REGION, {
    alarm: ({ alarm, to, at }) => void turns.push({ name: alarm.name, to, at }),
  });
}, 60_000);
afterAll(() => aws?.stop());

const turnsOf = (alarm: string) => turns.filter(({ name }) => name === alarm).map(({ to }) => to);

async function deploy(body: string) {
  const name = `function-${made++}`;
  const code = `exports.handler = async (event) => { ${body} };`;
  await deployFunction(aws.clients, REGION, { name, bucket: "artifacts", code, timeoutSeconds: 60 });
  return name;
}

const invoke = (FunctionName: string, event: unknown = {}) =>
  aws.clients.lambda(REGION).send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));

async function deployAlarm(changed: Partial<PutMetricAlarmCommandInput>): Promise<string> {
  const AlarmName = `alarm-${made++}`;
  const alarm: PutMetricAlarmCommandInput = {
    ...{ AlarmName, Namespace: "AWS/Lambda", MetricName: "Errors", Statistic: "Sum" },
    ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold" },
    ...changed,
  };
  await aws.clients.cloudWatch(REGION).send(new PutMetricAlarmCommand(alarm));
  await aws.refresh();
  return AlarmName;
}

const passes = async (milliseconds: number) => {
  const until = aws.clock.now() + milliseconds;
  await aws.runUntil("it has passed", () => aws.clock.now() >= until, milliseconds + 2_000);
};

/** At the beginning of a minute, so that what a test does within one falls into one. */
const nextMinute = () => passes(MINUTE - (aws.clock.now() % MINUTE) + 1);

/** Each minute's statistic that CloudWatch has, in order, as a client reads it. */
async function statisticOf(
  Statistic: Statistic,
  metric: { name: string; namespace?: string; dimensions: Record<string, string> },
) {
  const { Datapoints = [] } = await aws.clients.cloudWatch(REGION).send(
    new GetMetricStatisticsCommand({
      Namespace: metric.namespace ?? "AWS/Lambda",
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(aws.clock.now() - 30 * MINUTE),
      EndTime: new Date(aws.clock.now() + MINUTE),
      Period: 60,
      Statistics: [Statistic],
    }),
  );
  return Datapoints.sort((one, other) => Number(one.Timestamp) - Number(other.Timestamp)).map(
    (point) => point[Statistic],
  );
}

const ofFunction = (name: string, FunctionName: string) => ({ name, dimensions: { FunctionName } });

test("a function's invocations, errors and durations are counted by the minute in which they began", async () => {
  const name = await deploy("await new Promise((done) => setTimeout(done, event.ms)); if (event.ms === 30) throw 1;");
  await nextMinute();
  for (const ms of [10, 20, 30]) await invoke(name, { ms });
  await nextMinute();
  await invoke(name, { ms: 40 });
  await nextMinute();
  expect(await statisticOf("Sum", ofFunction("Invocations", name))).toEqual([3, 1]);
  expect(await statisticOf("Sum", ofFunction("Errors", name))).toEqual([1, 0]);
  expect(await statisticOf("Average", ofFunction("Duration", name))).toEqual([20, 40]);
  expect(await statisticOf("Maximum", ofFunction("ConcurrentExecutions", name))).toEqual([1, 1]);
});

test("what was throttled counts as that alone", async () => {
  const name = await deploy("");
  const none = { FunctionName: name, ReservedConcurrentExecutions: 0 };
  await aws.clients.lambda(REGION).send(new PutFunctionConcurrencyCommand(none));
  await nextMinute();
  await expect(invoke(name)).rejects.toThrow("Rate Exceeded.");
  await nextMinute();
  // The SDK tries three times.
  expect(await statisticOf("Sum", ofFunction("Throttles", name))).toEqual([3]);
  expect(await statisticOf("Sum", ofFunction("Invocations", name))).toEqual([]);
});

test("an event that failed for good is counted, and so is one whose destination took nothing", async () => {
  const name = await deploy('throw new Error("no");');
  const lambda = aws.clients.lambda(REGION);
  const Destination = `arn:aws:sqs:${REGION}:123456789012:absent`;
  const config = { FunctionName: name, MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination } } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand(config));
  await nextMinute();
  await lambda.send(new InvokeCommand({ FunctionName: name, InvocationType: "Event" }));
  await nextMinute();
  expect(await statisticOf("Sum", ofFunction("AsyncEventsDropped", name))).toEqual([1]);
  expect(await statisticOf("Sum", ofFunction("DestinationDeliveryFailures", name))).toEqual([1]);
});

test("an alarm on a function's errors goes off in its own region, and its topic there writes to people", async () => {
  const name = await deploy('throw new Error("no");');
  const sns = aws.clients.sns(REGION);
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "people" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "oncall@example.com" }));
  const Dimensions = [{ Name: "FunctionName", Value: name }];
  const alarm = await deployAlarm({ Dimensions, AlarmActions: [TopicArn], TreatMissingData: "notBreaching" });
  await nextMinute();
  await invoke(name);
  await aws.runUntil("it goes off", () => turnsOf(alarm).includes("ALARM"), 4 * MINUTE);
  await aws.runUntil("it is well again", () => turnsOf(alarm).at(-1) === "OK", 4 * MINUTE);
  expect(readdirSync(join(folder, "messages"))).toEqual(["0001-email_oncall@example.com.txt"]);
});

test("an alarm on silence goes off when no tick has come for five minutes, and is well once they come again", async () => {
  const name = await deploy("");
  const alarm = await deployAlarm({
    MetricName: "Invocations",
    Dimensions: [{ Name: "FunctionName", Value: name }],
    ...{ EvaluationPeriods: 5, ComparisonOperator: "LessThanThreshold", TreatMissingData: "breaching" },
  });
  const tick = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      await invoke(name);
      await passes(MINUTE);
    }
  };
  await tick(10);
  expect(turnsOf(alarm).at(-1)).toBe("OK");
  const silentSince = aws.clock.now();
  // CloudWatch looks at more than five minutes, and evaluates older values in place of missing ones as long as it can.
  await aws.runUntil("it goes off", () => turnsOf(alarm).at(-1) === "ALARM", 9 * MINUTE);
  expect(aws.clock.now() - silentSince).toBeGreaterThanOrEqual(5 * MINUTE);
  await tick(10);
  expect(turnsOf(alarm).at(-1)).toBe("OK");
});

test("two bad minutes of three set an alarm off, and one does not", async () => {
  const name = await deploy("if (event.fails) throw 1;");
  const alarm = await deployAlarm({
    Dimensions: [{ Name: "FunctionName", Value: name }],
    ...{ EvaluationPeriods: 3, DatapointsToAlarm: 2 },
  });
  const minutes = async (pattern: string) => {
    for (const letter of pattern) {
      await nextMinute();
      await invoke(name, { fails: letter === "X" });
    }
    await passes(3 * MINUTE);
  };
  await minutes("00X00");
  expect(turnsOf(alarm)).not.toContain("ALARM");
  await minutes("0X0X0");
  expect(turnsOf(alarm)).toContain("ALARM");
});

test("a queue's depth is published each minute, whoever sent to it, until it has been idle for six hours", async () => {
  const sqs = aws.clients.sqs(REGION);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "dead-letters" }));
  const metric = {
    ...{ namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible" },
    dimensions: { QueueName: "dead-letters" },
  };
  const alarm = await deployAlarm({
    ...{ Namespace: metric.namespace, MetricName: metric.name, Statistic: "Maximum" },
    Dimensions: [{ Name: "QueueName", Value: "dead-letters" }],
  });
  await passes(3 * MINUTE);
  expect(turnsOf(alarm)).toEqual(["OK"]);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "lost" }));
  await passes(4 * MINUTE);
  expect(turnsOf(alarm)).toEqual(["OK", "ALARM"]);
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await passes(3 * MINUTE);
  expect(turnsOf(alarm)).toEqual(["OK", "ALARM", "OK"]);
  expect(new Set(await statisticOf("Maximum", metric))).toEqual(new Set([0, 1]));
  await passes(7 * 60 * MINUTE);
  expect(turnsOf(alarm)).toEqual(["OK", "ALARM", "OK", "INSUFFICIENT_DATA"]);
}, 30_000);

test("what AWS itself puts into a queue counts as well", async () => {
  const name = await deploy('throw new Error("no");');
  await aws.clients.sqs(REGION).send(new CreateQueueCommand({ QueueName: "failures" }));
  const Destination = `arn:aws:sqs:${REGION}:123456789012:failures`;
  await allow("sqs:SendMessage");
  const lambda = aws.clients.lambda(REGION);
  const config = { FunctionName: name, MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination } } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand(config));
  await nextMinute();
  await nextMinute();
  await lambda.send(new InvokeCommand({ FunctionName: name, InvocationType: "Event" }));
  await nextMinute();
  const dimensions = { QueueName: "failures" };
  const depth = { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", dimensions };
  expect((await statisticOf("Maximum", depth)).slice(-2)).toEqual([0, 1]);
});

test("an event that a rule's target never gets is counted, and so is its way into a dead-letter queue", async () => {
  const events = aws.clients.events(REGION);
  const { QueueUrl } = await aws.clients.sqs(REGION).send(new CreateQueueCommand({ QueueName: "events" }));
  const queueArn = `arn:aws:sqs:${REGION}:123456789012:events`;
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: queueArn };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const Arn = `arn:aws:lambda:${REGION}:123456789012:function:absent`;
  const targets = { open: { Arn: queueArn }, closed: undefined };
  for (const [Name, DeadLetterConfig] of Object.entries(targets)) {
    await events.send(new PutRuleCommand({ Name, EventPattern: '{"source":["shop"]}' }));
    await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "function", Arn, DeadLetterConfig }] }));
  }
  const Entries = [{ Source: "shop", DetailType: "order", Detail: "{}" }];
  const counted = (RuleName: string) =>
    Promise.all(
      ["FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"].map((name) =>
        statisticOf("Sum", { namespace: "AWS/Events", name, dimensions: { RuleName } }),
      ),
    );
  await nextMinute();
  await events.send(new PutEventsCommand({ Entries }));
  await nextMinute();
  expect(await counted("closed")).toEqual([[1], [], []]);
  expect(await counted("open")).toEqual([[1], [], [1]]);
  await aws.clients.sqs(REGION).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await events.send(new PutEventsCommand({ Entries }));
  await nextMinute();
  expect(await counted("open")).toEqual([[1, 1], [1], [1]]);
});

test("a message that a subscriber never gets is counted", async () => {
  const name = await deploy("");
  const sns = aws.clients.sns(REGION);
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "unheard" }));
  const Endpoint = `arn:aws:lambda:${REGION}:123456789012:function:${name}`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint }));
  await nextMinute();
  await sns.send(new PublishCommand({ TopicArn, Message: "look" }));
  await nextMinute();
  const failed = { namespace: "AWS/SNS", name: "NumberOfNotificationsFailed", dimensions: { TopicName: "unheard" } };
  expect(await statisticOf("Sum", failed)).toEqual([1]);
});

test("a log line in the embedded metric format becomes a metric, where the function's log is written", async () => {
  const name = await deploy(`
    console.log("the primary is up");
    console.log(JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: "PilotLight", Dimensions: [["Workload"]],
        Metrics: [{ Name: "PrimaryUp", Unit: "Count" }] }] },
      Workload: "shop", PrimaryUp: event.up,
    }));`);
  const alarm = await deployAlarm({
    ...{ Namespace: "PilotLight", MetricName: "PrimaryUp", Statistic: "Minimum" },
    Dimensions: [{ Name: "Workload", Value: "shop" }],
    ComparisonOperator: "LessThanThreshold",
  });
  const metric = { namespace: "PilotLight", name: "PrimaryUp", dimensions: { Workload: "shop" } };
  await allow("logs:PutLogEvents");
  await allow("logs:CreateLogStream");
  await nextMinute();
  await invoke(name, { up: 1 });
  await nextMinute();
  expect(await statisticOf("Maximum", metric)).toEqual([]);
  await aws.clients.logs(REGION).send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${name}` }));
  await invoke(name, { up: 1 });
  await passes(2 * MINUTE);
  await invoke(name, { up: 0 });
  await passes(3 * MINUTE);
  expect(await statisticOf("Minimum", metric)).toEqual([1, 0]);
  expect(turnsOf(alarm)).toContain("ALARM");
});

/** Gives every function's role a right. */
const allow = (Action: string) =>
  aws.clients.iam().send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: `allow-${made++}`,
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource: "*" }],
      }),
    }),
  );
