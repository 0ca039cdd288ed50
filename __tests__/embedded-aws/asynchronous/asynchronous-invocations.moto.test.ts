import { DeleteFunctionCommand, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { prepareAccount } from "../../../embedded-aws/account";
import {
  AsynchronousInvocations,
  type AsynchronousOutcome,
} from "../../../embedded-aws/asynchronous/asynchronous-invocations";
import type { RunOutcome } from "../../../embedded-aws/asynchronous/invocation-record";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { Faults } from "../../../embedded-aws/faults";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { deployQueue, roles } from "../deliveries/arrival-fixtures";
import { runningMoto } from "../running-moto";
import { deployFunction } from "../small-deployment";

const REGION = "us-east-1";
const moto = runningMoto();
let clock: VirtualClock;
let made = 0;

beforeAll(() =>
  prepareAccount(moto.deployed, { regions: [], hostedZones: [], buckets: [{ name: "artifacts", region: REGION }] }),
);
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
afterEach(() => clock.stop());

async function deploy(config?: { attempts?: number; ageSeconds?: number; onFailure?: string }) {
  const name = `target-${made++}`;
  const { arn } = await deployFunction(moto.deployed, REGION, { name, bucket: "artifacts", code: "" });
  if (config)
    await moto.deployed.lambda(REGION).send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: name,
        MaximumRetryAttempts: config.attempts,
        MaximumEventAgeInSeconds: config.ageSeconds,
        DestinationConfig: config.onFailure ? { OnFailure: { Destination: config.onFailure } } : undefined,
      }),
    );
  return { name, arn };
}

const failing: RunOutcome = { kind: "error", error: { errorType: "Error", errorMessage: "no" } };

/** A queue whose function answers as told, each run taking a second. */
function running(answers: (run: number) => RunOutcome, denied: readonly string[] = []) {
  const outcomes: AsynchronousOutcome[] = [];
  const runs: { at: number; name: string; region: string; event: unknown }[] = [];
  const published: [topicArn: string, text: unknown][] = [];
  const faults = new Faults();
  const { roleMay, asked } = roles(denied);
  const queue = new AsynchronousInvocations({
    ...{ deployed: moto.deployed, state: new DeployedState(clock), clock, faults, roleMay },
    invoke: async (name, region, event) => {
      const at = clock.now();
      await clock.sleep(1_000);
      return { outcome: answers(runs.push({ at, name, region, event })) };
    },
    publish: async (topicArn, text) => {
      if (topicArn.endsWith("absent")) return `Topic ${topicArn} does not exist.`;
      published.push([topicArn, JSON.parse(text)]);
      return undefined;
    },
    onOutcome: (outcome) => void outcomes.push(outcome),
  });
  return { ...queue, outcomes, runs, published, faults, asked, end: () => outcomes.at(-1)!.outcome };
}

test("an event runs once where the function succeeds", async () => {
  const { name, arn } = await deploy();
  const { invokeLater, runs, end } = running(() => ({ kind: "result", payload: "1" }));
  invokeLater(arn, { look: "now" });
  await clock.sleep(600_000);
  expect(runs).toEqual([{ at: 50, name, region: REGION, event: { look: "now" } }]);
  expect(end()).toEqual({ kind: "run", run: { kind: "result", payload: "1" } });
});

test("a failing function runs again after one and after two minutes, and then the event is dropped", async () => {
  const { arn } = await deploy();
  const { invokeLater, runs, end } = running(() => failing);
  invokeLater(arn, {});
  await clock.sleep(3_600_000);
  expect(runs.map(({ at }) => at)).toEqual([50, 61_050, 182_050]);
  expect(end()).toMatchObject({
    kind: "given up",
    condition: "RetriesExhausted",
    fate: expect.stringContaining("neither"),
  });
});

test("without retries what failed goes to the deployed destination at once, as Lambda words it", async () => {
  const queue = await deployQueue(moto.deployed, REGION);
  const { arn } = await deploy({ attempts: 0, ageSeconds: 120, onFailure: queue.arn });
  const { invokeLater, runs, asked } = running(() => failing);
  invokeLater(arn, { look: "now" });
  await clock.sleep(10_000);
  expect(runs).toHaveLength(1);
  expect(asked).toEqual([
    [
      "arn:aws:iam::123456789012:role/function",
      { service: "lambda.amazonaws.com", action: "sqs:SendMessage", resource: queue.arn, sourceArn: arn },
    ],
  ]);
  expect((await queue.messages()).map(({ body }) => body)).toEqual([
    {
      version: "1.0",
      timestamp: "1970-01-01T00:00:01.050Z",
      requestContext: {
        requestId: expect.any(String),
        functionArn: `${arn}:$LATEST`,
        condition: "RetriesExhausted",
        approximateInvokeCount: 1,
      },
      requestPayload: { look: "now" },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "no" },
    },
  ]);
});

test("a topic as destination publishes what failed, and one that takes nothing is told", async () => {
  const topic = "arn:aws:sns:us-east-1:123456789012:failures";
  const { arn } = await deploy({ attempts: 0, onFailure: topic });
  const { invokeLater, published, asked, end } = running(() => failing);
  invokeLater(arn, { look: "now" });
  await clock.sleep(10_000);
  expect(asked[0]![1]).toMatchObject({ action: "sns:Publish", resource: topic });
  expect(published).toEqual([[topic, expect.objectContaining({ requestPayload: { look: "now" } })]]);
  expect(end()).toMatchObject({ kind: "given up", fate: `sent to ${topic}`, unreached: [] });

  const { arn: other } = await deploy({ attempts: 0, onFailure: `${topic}-absent` });
  invokeLater(other, {});
  await clock.sleep(10_000);
  expect(end()).toMatchObject({ fate: expect.stringContaining("does not exist"), unreached: ["destination"] });
});

test("a destination that the function's role may not send to gets nothing, and that is told", async () => {
  const queue = await deployQueue(moto.deployed, REGION);
  const { arn } = await deploy({ attempts: 0, onFailure: queue.arn });
  const { invokeLater, end } = running(() => failing, ["sqs:SendMessage"]);
  invokeLater(arn, {});
  await clock.sleep(10_000);
  expect(end()).toMatchObject({
    kind: "given up",
    fate: expect.stringMatching(/dropped .* does not allow sqs:SendMessage/),
  });
  expect(await queue.messages()).toEqual([]);
});

test("throttled events wait from one second to five minutes, until they run or are too old", async () => {
  const { arn } = await deploy({ ageSeconds: 60 });
  const { invokeLater, runs, outcomes, end } = running(() => ({ kind: "throttled" }));
  invokeLater(arn, {});
  await clock.sleep(600_000);
  expect(runs.map(({ at }) => at)).toEqual([50, 2_050, 5_050, 10_050, 19_050, 36_050]);
  expect(end()).toMatchObject({ kind: "given up", condition: "EventAgeExceeded" });
  expect(outcomes.at(-1)!.at).toBe(60_000);
});

test("a dark region runs nothing and keeps its events until it returns, or until they are too old", async () => {
  const { arn } = await deploy({ ageSeconds: 120 });
  const { invokeLater, faults, runs, outcomes } = running(() => ({ kind: "result" }));
  const lighten = faults.darken(REGION, "hang");
  invokeLater(arn, { number: 1 });
  await clock.sleep(100_000);
  invokeLater(arn, { number: 2 });
  await clock.sleep(50_000);
  expect(runs).toEqual([]);
  expect(outcomes).toMatchObject([{ event: { number: 1 }, at: 120_000, outcome: { condition: "EventAgeExceeded" } }]);
  lighten();
  await clock.sleep(10_000);
  expect(runs).toMatchObject([{ event: { number: 2 } }]);
});

test("an event for a function that does not exist, or for no function, is refused", async () => {
  const { name, arn } = await deploy();
  await moto.deployed.lambda(REGION).send(new DeleteFunctionCommand({ FunctionName: name }));
  const { invokeLater, outcomes } = running(() => failing);
  invokeLater(arn, {});
  invokeLater("arn:aws:sqs:us-east-1:123456789012:queue", {});
  await clock.sleep(1_000);
  expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(["refused", "refused"]);
});
