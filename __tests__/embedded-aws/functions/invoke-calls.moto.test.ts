import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import type { EmbeddedAws } from "../../../embedded-aws/embedded-aws";
import type { Happenings } from "../../../embedded-aws/happenings";
import { temporaryFolder } from "../../temporary-folder";
import { deployQueue } from "../deliveries/arrival-fixtures";
import { deployFunction } from "../small-deployment";
import { startAwsForFunctions } from "./aws-for-functions";

const REGION = "us-west-2";
const folder = temporaryFolder();
const asynchronous: Parameters<Happenings["asynchronous"]>[0][] = [];
let aws: EmbeddedAws;
let lambda: LambdaClient;
let made = 0;

beforeAll(async () => {
  aws = await startAwsForFunctions(folder, REGION, { asynchronous: (outcome) => void asynchronous.push(outcome) });
  const credentials = { accessKeyId: "OPERATOR", secretAccessKey: "embedded" };
  // What is refused is refused at once: the SDK's patience is not what is looked at.
  lambda = new LambdaClient({ endpoint: aws.endpoint, region: REGION, credentials, maxAttempts: 1 });
}, 60_000);
afterAll(async () => {
  lambda?.destroy();
  await aws?.stop();
});

async function deploy(body: string, timeoutSeconds?: number) {
  const name = `function-${made++}`;
  const code = `const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
    exports.handler = async (event) => { ${body} };`;
  const { arn } = await deployFunction(aws.clients, REGION, {
    ...{ name, bucket: "artifacts", code },
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  });
  return { name, arn };
}

async function invoke(FunctionName: string, rest: Partial<InvokeCommandInput> = {}) {
  const { Payload, LogResult, ...answer } = await lambda.send(new InvokeCommand({ FunctionName, ...rest }));
  const text = Payload?.transformToString();
  const log = LogResult && Buffer.from(LogResult, "base64").toString("utf8");
  return { ...answer, log, payload: text ? JSON.parse(text) : undefined };
}

test("a client gets the function's answer though AWS time stands still, and then it stands still again", async () => {
  const { name } = await deploy("await sleep(75_000); return { got: event.a };", 90);
  const [before, began] = [aws.clock.now(), performance.now()];
  expect(await invoke(name, { Payload: '{"a":1}' })).toMatchObject({
    StatusCode: 200,
    ExecutedVersion: "$LATEST",
    payload: { got: 1 },
  });
  expect(aws.clock.now() - before).toBeGreaterThanOrEqual(75_000);
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(aws.clock.isRunning).toBe(false);
});

test("it gets it while time runs, too, and time runs on", async () => {
  const { name } = await deploy("await sleep(5_000); return 1;", 90);
  aws.clock.start();
  expect((await invoke(name)).payload).toBe(1);
  expect(aws.clock.isRunning).toBe(true);
  aws.clock.pause();
});

test("two clients that wait for one function do not stop each other's time", async () => {
  const { name } = await deploy("await sleep(event * 1_000); return event;", 90);
  const answers = await Promise.all([10, 60, 30].map((seconds) => invoke(name, { Payload: String(seconds) })));
  expect(answers.map(({ payload }) => payload)).toEqual([10, 60, 30]);
});

test.each([
  ["its ARN", (_: string, arn: string) => arn],
  ["account and name", (name: string) => `123456789012:function:${name}`],
  ["its name and the only version", (name: string) => `${name}:$LATEST`],
])("a function is called by %s", async (_, nameOf) => {
  const { name, arn } = await deploy("return event;");
  // Without a payload the event is an empty object.
  expect((await invoke(nameOf(name, arn))).payload).toEqual({});
});

test("a function that returns nothing answers null", async () => {
  const { name } = await deploy("");
  expect((await invoke(name)).payload).toBeNull();
});

test("an error of the function is told as Lambda does, with the end of its log for who wants it", async () => {
  const { name } = await deploy('console.log("x".repeat(5000)); console.log("looked"); throw new TypeError("no");');
  const { log, ...answer } = await invoke(name, { LogType: "Tail" });
  expect(answer).toMatchObject({
    StatusCode: 200,
    FunctionError: "Unhandled",
    payload: { errorType: "TypeError", errorMessage: "no", trace: expect.any(Array) },
  });
  expect(log).toHaveLength(4 * 1024);
  expect(log).toMatch(
    /x\nlooked\nEND RequestId: \S+\nREPORT RequestId: \S+\tDuration: 0\.00 ms\tBilled Duration: 0 ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: 600\.00 ms\n$/,
  );
});

test("a function that outlasts its time-out and one that ends its process are told as Lambda does", async () => {
  const slow = await deploy("await sleep(60_000);", 3);
  const dying = await deploy("process.exit(1);");
  expect(await invoke(slow.name)).toMatchObject({
    FunctionError: "Unhandled",
    payload: {
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 3\.00 seconds$/),
    },
  });
  expect(await invoke(dying.name)).toMatchObject({
    FunctionError: "Unhandled",
    payload: {
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 1$/),
    },
  });
});

test("an event is accepted at once and runs from the function's queue, as deployed for it", async () => {
  const queue = await deployQueue(aws.clients, REGION);
  await allow("sqs:SendMessage", queue.arn);
  const { name, arn } = await deploy('throw new Error("no");');
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: name,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queue.arn } },
    }),
  );
  expect((await invoke(name, { InvocationType: "Event", Payload: '{"look":"now"}' })).StatusCode).toBe(202);
  expect(asynchronous).toEqual([]);
  await aws.runUntil("the event has failed", () => asynchronous.length === 2, 60_000);
  expect(asynchronous).toMatchObject([
    { functionArn: arn, event: { look: "now" }, outcome: { kind: "run" } },
    { functionArn: arn, outcome: { kind: "given up", fate: `sent to ${queue.arn}` } },
  ]);
  expect(await queue.messages()).toMatchObject([{ body: { requestPayload: { look: "now" } } }]);
});

test("an event that failed for good reaches the people behind its destination, a topic", async () => {
  const sns = aws.clients.sns(REGION);
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "failures" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "oncall@example.com" }));
  await allow("sns:Publish", TopicArn);
  const { name } = await deploy('throw new Error("no");');
  const DestinationConfig = { OnFailure: { Destination: TopicArn } };
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: name, MaximumRetryAttempts: 0, DestinationConfig }),
  );
  await invoke(name, { InvocationType: "Event", Payload: '{"look":"now"}' });
  const letters = join(folder, "messages");
  await aws.runUntil("a letter is written", () => existsSync(letters), 60_000);
  const letter = readFileSync(join(letters, "0001-email_oncall@example.com.txt"), "utf8");
  expect(letter).toMatch(/"condition":"RetriesExhausted".*"requestPayload":\{"look":"now"\}/);
});

test("a dry run says only that the function may be invoked", async () => {
  const { name } = await deploy('throw new Error("ran");');
  expect(await invoke(name, { InvocationType: "DryRun" })).toMatchObject({ StatusCode: 204 });
});

test.each([
  ["a function that does not exist", "absent", {}, "ResourceNotFoundException", 404, /^Function not found: absent$/],
  ["a version, which is not simulated", "VALID:7", {}, "ResourceNotFoundException", 404, /^Function not found: \S+:7$/],
  [
    "a function of another region",
    "arn:aws:lambda:us-east-1:123456789012:function:a",
    {},
    "ResourceNotFoundException",
    404,
    /^Functions from 'us-east-1' are not reachable in this region \('us-west-2'\)$/,
  ],
  [
    "a payload that is no JSON",
    "VALID",
    { Payload: "{look" },
    "InvalidRequestContentException",
    400,
    /^Could not parse request body into json: /,
  ],
  [
    "more than 6 MB",
    "VALID",
    { Payload: `"${"x".repeat(6 * 1024 * 1024)}"` },
    "RequestTooLargeException",
    413,
    /^Request must be smaller than 6291456 bytes for the InvokeFunction operation$/,
  ],
  [
    "more than 1 MB for its queue",
    "VALID",
    { Payload: `"${"x".repeat(1024 * 1024)}"`, InvocationType: "Event" as const },
    "RequestTooLargeException",
    413,
    /^Request must be smaller than 1048576 bytes/,
  ],
  [
    "an unknown type of invocation",
    "VALID",
    { InvocationType: "Later" as "Event" },
    "ValidationException",
    400,
    /enum value set: \[Event, DryRun, RequestResponse\]$/,
  ],
])("%s is refused", async (_, named, rest, name, status, message) => {
  const valid = named.includes("VALID") ? (await deploy("")).name : "";
  await expect(invoke(named.replace("VALID", valid), rest)).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: status },
  });
});

test("a function without concurrency to spare is throttled", async () => {
  const { name } = await deploy("await sleep(10_000); return 1;", 60);
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 1 }));
  const both = await Promise.allSettled([invoke(name), invoke(name)]);
  expect(both).toMatchObject([
    { status: "fulfilled", value: { payload: 1 } },
    {
      reason: {
        name: "TooManyRequestsException",
        Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
        $metadata: { httpStatusCode: 429 },
      },
    },
  ]);
});

test("the AWS CLI invokes it as on AWS", async () => {
  const { name } = await deploy("await sleep(30_000); return { got: event.a };", 60);
  const [payload, output] = [join(folder, "payload.json"), join(folder, "output.json")];
  writeFileSync(payload, '{"a":2}');
  const options = ["--region", REGION, "--function-name", name, "--payload", `fileb://${payload}`];
  const { stdout } = await promisify(execFile)("aws", ["lambda", "invoke", ...options, "--log-type", "Tail", output], {
    env: { PATH: process.env.PATH, ...aws.environment },
  });
  expect(JSON.parse(stdout)).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
  expect(JSON.parse(readFileSync(output, "utf8"))).toEqual({ got: 2 });
}, 30_000);

test("a function may invoke another only with the right to", async () => {
  const { name, arn } = await deploy("return 1;");
  const caller = await deploy(`
    const http = require("node:http");
    const scope = process.env.AWS_ACCESS_KEY_ID + "/20300101/${REGION}/lambda/aws4_request";
    return await new Promise((resolve) => http.request(process.env.AWS_ENDPOINT_URL + "/2015-03-31/functions/${name}/invocations",
      { method: "POST", headers: { authorization: "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0" } },
      async (response) => { let body = ""; for await (const chunk of response) body += chunk; resolve([response.statusCode, body]); }).end());`);
  const denial = /not authorized to perform: lambda:InvokeFunction on resource: \S+ because /;
  expect((await invoke(caller.name)).payload).toEqual([403, expect.stringMatching(denial)]);
  await allow("lambda:InvokeFunction", arn);
  expect((await invoke(caller.name)).payload).toEqual([200, "1"]);
});

/** Gives every function's role a right. */
const allow = (Action: string, Resource: string) =>
  aws.clients.iam().send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: `allow-${made++}`,
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] }),
    }),
  );
