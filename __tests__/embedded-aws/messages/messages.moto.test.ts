import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateTopicCommand, PublishBatchCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { prepareAccount } from "../../../embedded-aws/account";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { Faults } from "../../../embedded-aws/faults";
import { type Gateway, startGateway } from "../../../embedded-aws/gateway";
import { Messages } from "../../../embedded-aws/messages/messages";
import { PublishCalls } from "../../../embedded-aws/messages/publish-calls";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { temporaryFolder } from "../../temporary-folder";
import { collected, deployQueue } from "../deliveries/arrival-fixtures";
import { arrivalsUnderFaults } from "../deliveries/disturbed-arrivals";
import { runningMoto } from "../running-moto";
import { deploySubscribedFunction } from "./topic-fixtures";

const [HOME, OTHER] = ["us-east-1", "us-west-2"] as const;
/** Nothing listens there. */
const ENDPOINT = "https://127.0.0.1:1/hook";
const moto = runningMoto();
const folder = temporaryFolder();
const failures: Error[] = [];
let clock: VirtualClock;
let faults: Faults;
let messages: Messages;
let told: ReturnType<typeof collected>;
let gateway: Gateway;
let clients: AwsClients;
let written: string;
let made = 0;

beforeAll(() =>
  prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: [],
    buckets: [HOME, OTHER].map((region) => ({ name: `artifacts-${region}`, region })),
  }),
);
beforeEach(async () => {
  clock = new VirtualClock(0);
  faults = new Faults();
  told = collected(() => clock.now());
  written = join(folder, String(made++));
  const state = new DeployedState(clock);
  messages = new Messages({
    ...{ clock, state, faults, deployed: moto.deployed, folder: written, random: () => 0 },
    ...{ invokeLater: told.invokeLater, onDelivery: told.onDelivery, onFailure: (error) => failures.push(error) },
  });
  gateway = await startGateway({ motoEndpoint: moto.endpoint, clock, state, answers: [new PublishCalls(messages)] });
  clients = new AwsClients(gateway.endpoint, "FUNCTION");
  clock.start();
});
afterEach(async () => {
  clients.close();
  await gateway.stop();
  clock.stop();
  expect(failures.splice(0)).toEqual([]);
});

async function deployTopic(name: string, subscribers: readonly [Protocol: string, Endpoint: string][]) {
  const sns = moto.deployed.sns(OTHER);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  for (const [Protocol, Endpoint] of subscribers)
    await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
  return TopicArn!;
}

test("the gap: bare moto posts to an https subscriber by itself, and fails with it", async () => {
  const TopicArn = await deployTopic("posting", [["https", ENDPOINT]]);
  await expect(moto.deployed.sns(OTHER).send(new PublishCommand({ TopicArn, Message: "look" }))).rejects.toThrow();
}, 20_000);

test("what a client publishes is one file for each person and endpoint outside AWS, and a refused message is none", async () => {
  const TopicArn = await deployTopic("alerts", [
    ["email", "ops@example.com"],
    ["https", ENDPOINT],
    ["sms", "+12065550100"],
  ]);
  const sns = clients.sns(OTHER);
  const text = { Subject: "Ignited", Message: "The standby serves.\nAll is well." };
  const { MessageId } = await sns.send(new PublishCommand({ TopicArn, ...text }));
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const gone = sns.send(new PublishCommand({ TopicArn: `${TopicArn}-gone`, Message: "nobody" }));
  await expect(gone).rejects.toThrow(expect.objectContaining({ name: expect.stringMatching(/NotFound/) }));
  const far = clients.sns(HOME).send(new PublishCommand({ TopicArn, Message: "nobody" }));
  await expect(far).rejects.toThrow(expect.objectContaining({ name: expect.stringMatching(/InvalidParameter/) }));
  await sns.send(new PublishCommand({ PhoneNumber: "+12065550101", Message: "Look" }));
  await messages.settled();
  expect(readdirSync(written).sort()).toEqual([
    expect.stringMatching(/^0001-/),
    expect.stringMatching(/^0002-/),
    expect.stringMatching(/^0003-/),
    expect.stringMatching(/^0004-/),
  ]);
  const files = readdirSync(written).map((name) => name.slice(5));
  expect(files.sort()).toEqual([
    "email_ops@example.com.txt",
    "https_https_127.0.0.1_1_hook.txt",
    "sms_+12065550100.txt",
    "sms_+12065550101.txt",
  ]);
  expect(readFileSync(join(written, readdirSync(written).find((name) => name.includes("email"))!), "utf8")).toBe(
    `To: email ops@example.com\nTopic: ${TopicArn}\nSubject: Ignited\n\n${text.Message}\n`,
  );
});

test("each entry of a batch is delivered by itself, with the text for its protocol", async () => {
  const TopicArn = await deployTopic("batch", [["email", "ops@example.com"]]);
  const structured = { MessageStructure: "json", Message: '{"default":"for all","email":"for people"}' };
  const { Successful } = await clients.sns(OTHER).send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: "one", Message: "plain" },
        { Id: "two", ...structured },
      ],
    }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(["one", "two"]);
  await messages.settled();
  const texts = readdirSync(written)
    .sort()
    .map((name) => readFileSync(join(written, name), "utf8").split("\n\n")[1]);
  expect(texts).toEqual(["plain\n", "for people\n"]);
});

test("a function gets SNS's event, and a queue that lets SNS send its envelope", async () => {
  const { functionArn, topicArn, subscriptionArn } = await deploySubscribedFunction(moto.deployed, HOME);
  const queue = await deployQueue(moto.deployed, HOME, "sns.amazonaws.com");
  await moto.deployed
    .sns(HOME)
    .send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: queue.arn }));
  const begunAt = clock.now();
  await clients.sns(HOME).send(new PublishCommand({ TopicArn: topicArn, Subject: "S", Message: "look" }));
  await clock.sleep(1_000);
  const notification = { Type: "Notification", TopicArn: topicArn, Subject: "S", Message: "look" };
  const record = { EventSource: "aws:sns", EventSubscriptionArn: subscriptionArn };
  expect(told.invoked).toMatchObject([
    { functionArn, at: begunAt + 300, event: { Records: [{ ...record, Sns: notification }] } },
  ]);
  expect(told.deliveries).toMatchObject([
    { source: { kind: "message", topicArn }, target: functionArn, outcome: { kind: "delivered" } },
  ]);
  expect(await queue.messages()).toMatchObject([{ body: notification }]);
});

test("what a function does not permit is kept in the subscription's queue if that lets SNS send, and is told", async () => {
  for (const [service, fate] of [
    ["sns.amazonaws.com", "It is kept in"],
    ["events.amazonaws.com", "does not let sns.amazonaws.com send for topic"],
  ] as const) {
    const queue = await deployQueue(moto.deployed, HOME, service);
    const { topicArn, name } = await deploySubscribedFunction(moto.deployed, HOME, {
      permission: "none",
      deadLetterQueue: queue.arn,
    });
    await clients.sns(HOME).send(new PublishCommand({ TopicArn: topicArn, Message: "look" }));
    await clock.sleep(1_000);
    expect(told.reasons().at(-1)).toContain(`Function ${name} in us-east-1 does not permit sns.amazonaws.com`);
    expect(told.reasons().at(-1)).toContain(fate);
    expect(await queue.messages()).toHaveLength(fate === "It is kept in" ? 1 : 0);
  }
  expect(told.invoked).toEqual([]);
});

test("a function in a dark region is called once the region has returned", async () => {
  const { topicArn } = await deploySubscribedFunction(moto.deployed, HOME, { functionRegion: OTHER });
  const lighten = faults.darken(OTHER, "hang");
  await clients.sns(HOME).send(new PublishCommand({ TopicArn: topicArn, Message: "look" }));
  await clock.sleep(300_000);
  expect(told.invoked).toEqual([]);
  lighten();
  await clock.sleep(20_000);
  expect(told.invoked).toHaveLength(1);
});

test("a message that a topic has taken when its region goes dark comes when the region returns, and is not waited for", async () => {
  const TopicArn = await deployTopic("interrupted", [["email", "ops@example.com"]]);
  await clock.hold("a test's call", () => clients.sns(OTHER).send(new PublishCommand({ TopicArn, Message: "look" })));
  const lighten = faults.darken(OTHER, "hang");
  await messages.settled();
  expect(existsSync(written)).toBe(false);
  lighten();
  await clock.sleep(20_000);
  expect(readdirSync(written)).toHaveLength(1);
});

test("a fault on a topic loses, doubles or delays its messages", async () => {
  const { topicArn } = await deploySubscribedFunction(moto.deployed, HOME);
  const arrivals = await arrivalsUnderFaults(
    { clock, faults, told },
    (source) => source.kind === "message" && source.topicArn === topicArn,
    () => clients.sns(HOME).send(new PublishCommand({ TopicArn: topicArn, Message: "look" })),
  );
  expect(arrivals).toEqual({ lost: [], doubled: [300, 300], late: [5_300] });
});

test("what a service publishes to a topic of a dark region, or to none, is dropped, and told", async () => {
  const { topicArn } = await deploySubscribedFunction(moto.deployed, HOME);
  const alarmArn = `arn:aws:cloudwatch:${HOME}:123456789012:alarm:endpoint`;
  const message = {
    source: { kind: "alarm", arn: alarmArn },
    by: { service: "cloudwatch.amazonaws.com", sourceArn: alarmArn },
    ...{ begunAt: 0, subject: "S", body: "{}", letter: "Dear all" },
  } as const;
  messages.publish({ ...message, topicArn: `${topicArn}-gone` });
  await messages.settled();
  faults.darken(HOME, "reset");
  messages.publish({ ...message, topicArn });
  await messages.settled();
  expect(told.reasons()).toEqual([
    `Topic ${topicArn}-gone, to which alarm endpoint publishes, does not exist.`,
    `${HOME} is dark: topic ${topicArn} takes nothing.`,
  ]);
  expect(told.invoked).toEqual([]);
});
