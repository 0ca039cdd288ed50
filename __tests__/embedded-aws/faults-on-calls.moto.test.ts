import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeVpcsCommand, EC2Client, StartInstancesCommand } from "@aws-sdk/client-ec2";
import { ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListHostedZonesCommand } from "@aws-sdk/client-route-53";
import { HeadBucketCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { ListSchedulesCommand } from "@aws-sdk/client-scheduler";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { prepareAccount } from "../../embedded-aws/account";
import { type AwsClients, credentialsOf } from "../../embedded-aws/aws-clients";
import type { Call } from "../../embedded-aws/calls";
import { type CallFault, Faults } from "../../embedded-aws/faults";
import type { Cancel } from "../../embedded-aws/time/clock";
import { runningGateway } from "./running-gateway";
import { runningMoto } from "./running-moto";

const REGION = "us-west-2";
const run = promisify(execFile);
const faults = new Faults();
const moto = runningMoto();
const through = runningGateway(moto, "OPERATOR", { faults });

const laid: Cancel[] = [];
const lay = (fault: CallFault, only?: number, matches: (call: Call) => boolean = () => true) =>
  void laid.push(faults.onCalls({ matches, fault, only }));
afterEach(() => {
  for (const cancel of laid.splice(0)) cancel();
});

/** One plain reading call of every protocol that an AWS API speaks. */
const CALLS: Record<string, (aws: AwsClients) => Promise<unknown>> = {
  ec2: (aws) => aws.ec2(REGION).send(new DescribeVpcsCommand({})),
  s3: (aws) => aws.s3(REGION).send(new ListBucketsCommand({})),
  iam: (aws) => aws.iam().send(new ListRolesCommand({})),
  sns: (aws) => aws.sns(REGION).send(new ListTopicsCommand({})),
  route53: (aws) => aws.route53().send(new ListHostedZonesCommand({})),
  monitoring: (aws) => aws.cloudWatch(REGION).send(new DescribeAlarmsCommand({})),
  sqs: (aws) => aws.sqs(REGION).send(new ListQueuesCommand({})),
  events: (aws) => aws.events(REGION).send(new ListRulesCommand({})),
  logs: (aws) => aws.logs(REGION).send(new DescribeLogGroupsCommand({})),
  lambda: (aws) => aws.lambda(REGION).send(new ListFunctionsCommand({})),
  scheduler: (aws) => aws.scheduler(REGION).send(new ListSchedulesCommand({})),
};
const SERVICES = Object.keys(CALLS);
const failure = (service: string) =>
  CALLS[service]!(through.clients).then(
    () => "no failure",
    (error) => error,
  );

test.each(SERVICES)("a refusal has its code, message and status in the words of %s", async (service) => {
  const message = 'No <capacity> & no "room"';
  lay({ kind: "refuse", code: "InsufficientInstanceCapacity", message, status: 400 });
  const error = await failure(service);
  expect(error).toMatchObject({ name: "InsufficientInstanceCapacity", message, $metadata: { httpStatusCode: 400 } });
});

const THROTTLED: Record<string, string> = {
  ec2: "RequestLimitExceeded",
  s3: "SlowDown",
  lambda: "TooManyRequestsException",
  ...Object.fromEntries(["iam", "sns", "route53"].map((service) => [service, "Throttling"])),
};

/** All services at once: the SDK waits for a second after each throttling. */
const ofEveryService = async <Result>(ask: (service: string) => Promise<Result>) =>
  Object.fromEntries(await Promise.all(SERVICES.map(async (service) => [service, await ask(service)] as const)));

test("the SDK knows every service's throttling, and asks again until it is served", async () => {
  for (const service of SERVICES) lay({ kind: "throttle" }, 1, (call) => call.service === service);
  const attempts = async (service: string) =>
    ((await CALLS[service]!(through.clients)) as { $metadata: { attempts: number } }).$metadata.attempts;
  expect(await ofEveryService(attempts)).toEqual(await ofEveryService(async () => 2));
}, 20_000);

test("a service that throttles on and on is given up, and the error has the name that the service gives it", async () => {
  lay({ kind: "throttle" });
  const names = await ofEveryService(async (service) => (await failure(service)).name);
  expect(names).toEqual(await ofEveryService(async (service) => THROTTLED[service] ?? "ThrottlingException"));
}, 20_000);

test.each(SERVICES)("a failure of %s itself is tried again", async (service) => {
  lay({ kind: "fail" }, 1);
  const served = (await CALLS[service]!(through.clients)) as { $metadata: { attempts: number } };
  expect(served.$metadata.attempts).toBe(2);
});

test("capacity is refused on StartInstances, and other calls are served", async () => {
  const code = "InsufficientInstanceCapacity";
  const starts = ({ service, action, region }: Call) =>
    service === "ec2" && action === "StartInstances" && region === REGION;
  lay({ kind: "refuse", code, message: "Insufficient capacity.", status: 500 }, undefined, starts);
  const ec2 = through.clients.ec2(REGION);
  await expect(ec2.send(new StartInstancesCommand({ InstanceIds: ["i-1"] }))).rejects.toMatchObject({ name: code });
  expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
}, 20_000);

test("a late call is done and answered as always", async () => {
  lay({ kind: "late", milliseconds: 300 }, 1);
  const begun = Date.now();
  await CALLS.ec2!(through.clients);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(299);
});

test("HEAD has no body to say an error in: the status alone says it", async () => {
  lay({ kind: "refuse", code: "AccessDenied", message: "Access Denied", status: 403 });
  const asking = through.clients.s3(REGION).send(new HeadBucketCommand({ Bucket: "any" }));
  await expect(asking).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

describe("independent judges", () => {
  const environment = () => {
    const { accessKeyId, secretAccessKey } = credentialsOf("JUDGE");
    return {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: REGION },
      ...{ AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_MAX_ATTEMPTS: "1" },
    };
  };
  const said = (file: string, args: string[]) =>
    run(file, args, { env: environment() }).then(
      ({ stdout }) => stdout.trim(),
      (error: { stderr: string }) => error.stderr.trim(),
    );
  const ofBoto3 = (service: string, method: string, reading: string) =>
    said("python3", [
      "-c",
      `import boto3, botocore
try: print(boto3.client("${service}", endpoint_url="${through.gateway.endpoint}").${method}()${reading})
except botocore.exceptions.ClientError as error: print(error.response["Error"]["Code"])`,
    ]);
  // Both are told the endpoint in so many words: not every one of their services heeds AWS_ENDPOINT_URL.
  const ofCli = (...args: string[]) =>
    said("aws", ["--endpoint-url", through.gateway.endpoint, ...args, "--output", "text"]);

  test("the AWS CLI and boto3 read what the SDK reads", async () => {
    const { Vpcs } = await through.clients.ec2(REGION).send(new DescribeVpcsCommand({}));
    const id = Vpcs![0]!.VpcId;
    expect(await ofCli("ec2", "describe-vpcs", "--query", "Vpcs[0].VpcId")).toBe(id);
    expect(await ofBoto3("ec2", "describe_vpcs", '["Vpcs"][0]["VpcId"]')).toBe(id);
  }, 30_000);

  test.each([
    ["ec2", "describe-vpcs", "RequestLimitExceeded"],
    ["s3api", "list-buckets", "SlowDown"],
    ["iam", "list-roles", "Throttling"],
    ["cloudwatch", "describe-alarms", "Throttling"],
    ["events", "list-rules", "ThrottlingException"],
    ["lambda", "list-functions", "TooManyRequestsException"],
  ])(
    "the AWS CLI and boto3 are throttled by %s in the same words",
    async (service, command, code) => {
      lay({ kind: "throttle" });
      const both = [ofCli(service, command), ofBoto3(service.replace("s3api", "s3"), command.replace("-", "_"), "")];
      const [cli, boto3] = await Promise.all(both);
      expect(cli).toContain(`(${code}`);
      expect(boto3).toContain(code);
    },
    30_000,
  );
});

describe("a dark region", () => {
  const impatient = (region: string) => new EC2Client({ ...settings(), region, maxAttempts: 1 });
  const settings = () => ({ endpoint: through.gateway.endpoint, credentials: credentialsOf("OPERATOR") });
  const lastFailure = () => through.gateway.log.lastLines(1)[0];

  test("resets every call that is signed for it, and answers those for another region", async () => {
    laid.push(faults.darken(REGION, "reset"));
    const asking = impatient(REGION).send(new DescribeVpcsCommand({}));
    await expect(asking).rejects.toThrow("ECONNRESET");
    expect(lastFailure()).toMatch(/OPERATOR {2}us-west-2 {2}ec2 .* {2}us-west-2 is dark \(reset\)$/);
    expect((await impatient("us-east-1").send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  });

  test("that hangs never answers, not even what was asked before it returned", async () => {
    const light = faults.darken(REGION, "hang");
    let answered = false;
    const giveUp = new AbortController();
    const body = Buffer.alloc(3_000_000);
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=A/20250101/${REGION}/s3/aws4_request, ` };
    const asking = fetch(`${through.gateway.endpoint}/b/k`, { method: "PUT", body, headers, signal: giveUp.signal })
      .then(() => {
        answered = true;
      })
      .catch(() => (giveUp.signal.aborted ? "gave up" : "cut off"));
    await new Promise((done) => setTimeout(done, 200));
    light();
    await impatient(REGION).send(new DescribeVpcsCommand({}));
    expect(answered).toBe(false);
    giveUp.abort();
    expect(await asking).toBe("gave up");
  });

  test("is dark for anonymous callers of its buckets, and for no others", async () => {
    const buckets = [
      { name: "west", region: REGION },
      { name: "east", region: "us-east-1" },
    ];
    await prepareAccount(moto.deployed, { regions: [], hostedZones: [], buckets });
    laid.push(faults.darken(REGION, "reset"));
    await expect(fetch(`${through.gateway.endpoint}/west/key`)).rejects.toThrow();
    expect((await fetch(`${through.gateway.endpoint}/east/key`)).status).toBeGreaterThanOrEqual(400);
  });

  test("us-east-1 takes IAM's and Route 53's control planes with it, whatever region the client signs for", async () => {
    laid.push(faults.darken("us-east-1", "reset"));
    for (const service of ["iam", "route53"]) {
      const authorization = `AWS4-HMAC-SHA256 Credential=OPERATOR/20250101/${REGION}/${service}/aws4_request, `;
      await expect(fetch(through.gateway.endpoint, { headers: { authorization } })).rejects.toThrow();
    }
  });
});
