import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { type Gateway, startGateway } from "../../../embedded-aws/gateway";
import { LongPolling } from "../../../embedded-aws/queues/long-polling";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { runningMoto } from "../running-moto";

const REGION = "us-west-2";
const moto = runningMoto();
let clock: VirtualClock;
let gateway: Gateway;
let clients: AwsClients;
let made = 0;

beforeEach(async () => {
  clock = new VirtualClock(0);
  const answers = [new LongPolling(clock)];
  gateway = await startGateway({ motoEndpoint: moto.endpoint, clock, state: new DeployedState(clock), answers });
  clients = new AwsClients(gateway.endpoint, "OPERATOR");
});
afterEach(async () => {
  clients.close();
  await gateway.stop();
  clock.stop();
});

async function deployQueue(Attributes: Record<string, string> = {}): Promise<string> {
  const create = new CreateQueueCommand({ QueueName: `queue-${made++}`, Attributes });
  return (await clients.sqs(REGION).send(create)).QueueUrl!;
}

const send = (QueueUrl: string, MessageBody: string) =>
  moto.deployed.sqs(REGION).send(new SendMessageCommand({ QueueUrl, MessageBody }));

async function receive(QueueUrl: string, WaitTimeSeconds?: number) {
  const { Messages = [] } = await clients
    .sqs(REGION)
    .send(new ReceiveMessageCommand({ QueueUrl, ...(WaitTimeSeconds === undefined ? {} : { WaitTimeSeconds }) }));
  return Messages.map(({ Body }) => Body);
}

test("the gap: bare moto waits in this machine's time", async () => {
  const QueueUrl = await deployQueue();
  const began = performance.now();
  await moto.deployed.sqs(REGION).send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
  expect(performance.now() - began).toBeGreaterThan(900);
});

test("a call waits as long as it says in AWS time, which runs for it, and takes next to none of this machine's", async () => {
  const QueueUrl = await deployQueue();
  const began = performance.now();
  expect(await receive(QueueUrl, 20)).toEqual([]);
  expect(clock.now()).toBe(20_000);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(clock.isRunning).toBe(false);
});

test("a message that comes meanwhile ends the wait, and other parts of AWS go on", async () => {
  const QueueUrl = await deployQueue();
  clock.after(5_000, () => void clock.hold("sending", () => send(QueueUrl, "hello")));
  expect(await receive(QueueUrl, 20)).toEqual(["hello"]);
  expect(clock.now()).toBeGreaterThanOrEqual(5_000);
  expect(clock.now()).toBeLessThan(5_500);
});

test("a queue's own wait holds for calls that say none, and a call that says 0 does not wait", async () => {
  const QueueUrl = await deployQueue({ ReceiveMessageWaitTimeSeconds: "10" });
  expect(await receive(QueueUrl, 0)).toEqual([]);
  expect(clock.now()).toBe(0);
  expect(await receive(QueueUrl)).toEqual([]);
  expect(clock.now()).toBe(10_000);
});

test("a queue that is not there and a wait that is too long are refused as by SQS", async () => {
  const QueueUrl = await deployQueue();
  await expect(receive(`${QueueUrl}-absent`, 5)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  await expect(receive(QueueUrl, 21)).rejects.toThrow(/WaitTimeSeconds/);
});

test("the AWS CLI waits in AWS time as well", async () => {
  const QueueUrl = await deployQueue();
  clock.after(3_000, () => void clock.hold("sending", () => send(QueueUrl, "hello")));
  const options = ["--queue-url", QueueUrl, "--wait-time-seconds", "20", "--region", REGION];
  const { stdout } = await promisify(execFile)(
    "aws",
    ["sqs", "receive-message", "--endpoint-url", gateway.endpoint, ...options],
    { env: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: "OPERATOR", AWS_SECRET_ACCESS_KEY: "embedded" } },
  );
  expect(JSON.parse(stdout).Messages).toMatchObject([{ Body: "hello" }]);
}, 30_000);
