import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { prepareAccount } from "../../../embedded-aws/account";
import { diagnoseAlarmPath } from "../../../embedded-aws/alarms/alarm-path";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { RealClock } from "../../../embedded-aws/time/real-clock";
import { deployHealthAlarm, deploySubscribedFunction } from "../messages/topic-fixtures";
import { runningMoto } from "../running-moto";
import { deployHealthCheck } from "../small-deployment";

const [HOME, OTHER] = ["us-east-1", "us-west-2"];
const moto = runningMoto();
let healthCheckId: string;

beforeAll(() =>
  prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: [],
    buckets: [HOME, "ap-east-1"].map((region) => ({ name: `artifacts-${region}`, region })),
  }),
);
/** Each test has a health check of its own, and its own alarm. */
beforeEach(async () => {
  healthCheckId = await deployHealthCheck(moto.deployed, { Type: "HTTP", IPAddress: "192.0.2.1", Port: 80 });
});

const deployAlarm = (
  topicArn: string | undefined,
  changed: Partial<PutMetricAlarmCommandInput> = {},
  region: string = HOME!,
) => deployHealthAlarm(moto.deployed, region, { healthCheckId, topicArn, changed });

const diagnose = (functionArn: string) =>
  diagnoseAlarmPath(
    { deployed: moto.deployed, state: new DeployedState(new RealClock()) },
    { healthCheckId, functionArn, regions: [HOME!, OTHER!] },
  );

async function reason(functionArn = "arn:aws:lambda:us-east-1:123456789012:function:any") {
  const path = await diagnose(functionArn);
  return path.kind === "broken" ? path.reason : "open";
}

test("a path on which everything is as it should be is open, even beside an alarm that only tells people", async () => {
  const people = await moto.deployed.sns(HOME!).send(new CreateTopicCommand({ Name: "people" }));
  await deployAlarm(people.TopicArn, { AlarmName: "aaa-people" });
  const { functionArn, topicArn } = await deploySubscribedFunction(moto.deployed, HOME!);
  const alarmArn = await deployAlarm(topicArn);
  expect(await diagnose(functionArn)).toEqual({ kind: "open", alarmArn });
});

describe("the first broken thing is named:", () => {
  test("no alarm at all", async () => {
    expect(await reason()).toContain(`No alarm watches health check ${healthCheckId}`);
  });

  test("an alarm in another region", async () => {
    const { topicArn } = await deploySubscribedFunction(moto.deployed, OTHER!, { functionRegion: HOME });
    await deployAlarm(topicArn, { AlarmName: "misplaced" }, OTHER);
    expect(await reason()).toContain("alarm misplaced is in us-west-2; Route 53's metrics are in us-east-1 only");
  });

  test("an alarm without its dimension, and one on another check", async () => {
    await deployAlarm(undefined, { AlarmName: "blind", Dimensions: [] });
    const Dimensions = [{ Name: "HealthCheckId", Value: "another" }];
    await deployAlarm(undefined, { AlarmName: "elsewhere", Dimensions });
    expect(await reason()).toContain("alarm blind has no dimension HealthCheckId, so it sees no data");
    expect(await reason()).toContain("alarm elsewhere watches another health check, another");
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
    ["actions that are switched off", { ActionsEnabled: false }, /^Alarm endpoint-.* has its actions switched off/],
    ["no action", { AlarmActions: [] }, /^Alarm endpoint-.* has no action\.$/],
    [
      "an action that is no topic",
      { AlarmActions: ["arn:aws:automate:us-east-1:ec2:reboot"] },
      /'s action arn:aws:automate:us-east-1:ec2:reboot is not an SNS topic\.$/,
    ],
    [
      "a topic in another region",
      { AlarmActions: ["arn:aws:sns:us-west-2:123456789012:far"] },
      /is in us-east-1 and its topic arn:aws:sns:us-west-2:123456789012:far in us-west-2\.$/,
    ],
    [
      "a topic that does not exist",
      { AlarmActions: ["arn:aws:sns:us-east-1:123456789012:gone"] },
      /^Topic arn:aws:sns:us-east-1:123456789012:gone, to which alarm endpoint-.* publishes, does not exist\.$/,
    ],
  ])("%s", async (_, changed, expected) => {
    await deployAlarm("arn:aws:sns:us-east-1:123456789012:any", changed);
    expect(await reason()).toMatch(expected);
  });

  test("a topic whose policy keeps CloudWatch out, and one that CloudWatch cannot decrypt", async () => {
    const { topicArn } = await deploySubscribedFunction(moto.deployed, HOME!);
    await deployAlarm(topicArn);
    const set = (AttributeName: string, AttributeValue: string) =>
      moto.deployed
        .sns(HOME!)
        .send(new SetTopicAttributesCommand({ TopicArn: topicArn, AttributeName, AttributeValue }));
    const policyFor = (Service: string) => {
      const statement = { Effect: "Allow", Principal: { Service }, Action: "sns:Publish", Resource: topicArn };
      return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    };
    await set("Policy", policyFor("events.amazonaws.com"));
    expect(await reason()).toMatch(
      /^The policy of topic \S+ does not let cloudwatch\.amazonaws\.com publish for alarm endpoint-/,
    );
    await set("Policy", policyFor("cloudwatch.amazonaws.com"));
    await set("KmsMasterKeyId", "alias/aws/sns");
    expect(await reason()).toBe(
      `Topic ${topicArn} is encrypted with alias/aws/sns, to which cloudwatch.amazonaws.com has no access.`,
    );
  });

  test("a topic to which no function is subscribed, and one to which another is", async () => {
    const sns = moto.deployed.sns(HOME!);
    const { topicArn, subscriptionArn } = await deploySubscribedFunction(moto.deployed, HOME!);
    await deployAlarm(topicArn);
    expect(await reason()).toMatch(/^Function \S+:any is not subscribed to topic/);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
    expect(await reason()).toBe(`No function is subscribed to topic ${topicArn}.`);
  });

  test("a function that does not exist", async () => {
    const { TopicArn } = await moto.deployed.sns(HOME!).send(new CreateTopicCommand({ Name: "dangling" }));
    const Endpoint = "arn:aws:lambda:us-east-1:123456789012:function:gone";
    await moto.deployed.sns(HOME!).send(new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint }));
    await deployAlarm(TopicArn);
    expect(await reason(Endpoint)).toBe(`Topic ${TopicArn} calls function gone in us-east-1, which does not exist.`);
  });

  test.each(["none", "for another topic"] as const)("a function without the permission (%s)", async (permission) => {
    const { name, functionArn, topicArn } = await deploySubscribedFunction(moto.deployed, HOME!, { permission });
    await deployAlarm(topicArn);
    expect(await reason(functionArn)).toBe(
      `Function ${name} in us-east-1 does not permit sns.amazonaws.com to invoke it for topic ${topicArn}.`,
    );
  });

  test("a function in an opt-in region", async () => {
    const functionRegion = "ap-east-1";
    const { functionArn, topicArn } = await deploySubscribedFunction(moto.deployed, HOME!, { functionRegion });
    await deployAlarm(topicArn);
    expect(await reason(functionArn)).toContain("in ap-east-1: SNS delivers to functions in an opt-in region only");
  });
});
