import { PassThrough } from "node:stream";
import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateScheduleCommand } from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { PART, TAG } from "../../../contract/tags";
import { clientEnvironment } from "../../../embedded-aws/client-environment";
import type { Deployment } from "../../../operations/deployment";
import { lockGuard } from "../../../operations/destruction-guard";
import { EXIT } from "../../../operations/failure";
import { readAll } from "../../../operations/preflight/read";
import { readDiskKey } from "../../../operations/preflight/read-key";
import { readRegion } from "../../../operations/preflight/read-region";
import type { Readings } from "../../../operations/preflight/readings";
import { type AwsClients, connectAws, type World } from "../../../operations/world";
import { runningMoto } from "../../embedded-aws/running-moto";
import { deployHealthCheck, deployInstance } from "../../embedded-aws/small-deployment";
import { ALERT_TOPIC_ARN, DEPLOYMENT, LOCK_CHECK } from "./well-deployed";

const REGION = "eu-central-1";
const THEIR_REGION = "eu-west-1";
const BUCKET = "pilot-light-web-1";
const moto = runningMoto();
const before = { ...process.env };

let deployment: Deployment;
let world: World;

const tags = (part: string) => [
  { Key: TAG.workload, Value: "web" },
  { Key: TAG.part, Value: part },
];
const asRecord = (part: string) => Object.fromEntries(tags(part).map(({ Key, Value }) => [Key, Value]));

/** Regions whose APIs were called. */
const called = new Set<string>();

function recording(aws: AwsClients): AwsClients {
  return new Proxy(aws, {
    get:
      (target, service: keyof AwsClients) =>
      (region = "us-east-1") => {
        called.add(region);
        return target[service](region);
      },
  });
}

/** What a deployment has, as little of it as is read. */
beforeAll(async () => {
  const { deployed } = moto;
  const [standby, primary] = await Promise.all([
    deployInstance(deployed, REGION, { port: 80 }),
    deployInstance(deployed, THEIR_REGION, { port: 80, to: "10.0.0.0/8" }),
  ]);
  await deployed.ec2(REGION).send(new StopInstancesCommand({ InstanceIds: [standby.instanceId] }));
  deployment = {
    ...DEPLOYMENT,
    primary: { address: primary.address, instanceId: primary.instanceId },
    standby: { ...DEPLOYMENT.standby, address: standby.address, instanceId: standby.instanceId },
  };

  await deployed.cloudWatch(REGION).send(
    new PutMetricAlarmCommand({
      AlarmName: "pilot-light-web-controller-silent",
      Namespace: "AWS/Lambda",
      MetricName: "Invocations",
      ComparisonOperator: "LessThanThreshold",
      EvaluationPeriods: 3,
      Period: 60,
      Statistic: "Sum",
      Threshold: 1,
      InsufficientDataActions: [ALERT_TOPIC_ARN],
      Tags: tags(""),
    }),
  );
  const sns = deployed.sns(REGION);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "alerts", Tags: tags(PART.alertTopic) }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "ops@example.com" }));
  const sqs = deployed.sqs(REGION);
  const QueueName = "pilot-light-web-not-handled";
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, tags: asRecord(PART.deadLetterQueue) }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  await deployed.scheduler(REGION).send(
    new CreateScheduleCommand({
      Name: `${deployment.functionName}.second`,
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: deployment.functionArn, RoleArn: "arn:aws:iam::123456789012:role/schedule" },
    }),
  );

  const route53 = deployed.route53();
  const endpoint = await deployHealthCheck(deployed, { Type: "HTTP", IPAddress: primary.address, Port: 80 });
  const lock = await deployHealthCheck(deployed, LOCK_CHECK);
  const failover = await deployHealthCheck(deployed, {
    Type: "CALCULATED",
    ChildHealthChecks: [endpoint, lock],
    HealthThreshold: 2,
  });
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "1" }));
  const record = (Failover: "PRIMARY" | "SECONDARY", Value: string, HealthCheckId?: string): ResourceRecordSet => ({
    Name: "www.example.com",
    Type: "A",
    TTL: 60,
    SetIdentifier: Failover,
    Failover,
    ResourceRecords: [{ Value }],
    ...(HealthCheckId ? { HealthCheckId } : {}),
  });
  const sets = [record("PRIMARY", primary.address, failover), record("SECONDARY", standby.address)];
  // A second zone of the same name, as somebody has left it behind, holds nothing.
  await route53.send(new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "2" }));
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: HostedZone!.Id!,
      ChangeBatch: { Changes: sets.map((ResourceRecordSet) => ({ Action: "CREATE", ResourceRecordSet })) },
    }),
  );

  const s3 = deployed.s3(REGION);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  await s3.send(new PutBucketTaggingCommand({ Bucket: BUCKET, Tagging: { TagSet: tags(PART.lockBucket) } }));

  Object.assign(process.env, clientEnvironment(moto.endpoint, "http://127.0.0.1/"));
  world = {
    aws: recording(connectAws()),
    network: { askDns: async () => [], fetchPage: async () => ({ kind: "fails", why: "nobody is there" }) },
    terminal: { input: new PassThrough(), output: new PassThrough(), errors: new PassThrough() },
    defaultRegion: REGION,
    colours: false,
    now: () => Date.now(),
    sleep: async () => {},
    onInterrupt: () => () => {},
  };
  // moto loads a service at its first call, which takes longer than a read may.
  await readAll(world, deployment, THEIR_REGION);
}, 60_000);
beforeEach(() => called.clear());
afterAll(() => {
  process.env = before;
});

test("everything that is deployed is read, and the primary's region is not called", async () => {
  const readings = await readAll(world, deployment, undefined);
  expect(readings.primary).toBe("not looked at");
  expect([...called]).toEqual([REGION, "us-east-1"]);
  expect(readings.standby).toMatchObject({
    server: { known: true, value: { state: "stopped", imageId: "ami-12345678", stoppedAt: expect.any(Number) } },
    inbound: { known: true, value: [{ protocol: "tcp", fromPort: 80, toPort: 80, source: "0.0.0.0/0" }] },
    userData: { known: true, value: "" },
  });
  const { server } = readings.standby;
  expect(readings.standbyAddress).toEqual({
    known: true,
    value: { interfaceId: server.known && server.value!.interfaceIds[0] },
  });
  expect(readings.standbyVolume).toEqual({ known: true, value: { createdAt: expect.any(Number) } });
  expect(readings.standbyKey).toEqual({ known: true, value: undefined });
  expect(readings.standbyPage).toBe("does not run");
  // Of the two, the first is not there.
  expect(readings.schedules).toMatchObject({
    value: [{ name: `${deployment.functionName}.second`, enabled: true, targetArn: deployment.functionArn }],
  });
  expect(readings.lock).toEqual({ known: true, value: { exists: false } });
  expect(readings.memory).toEqual({ known: true, value: undefined });
  expect(readings.regions.map(({ name }) => name)).toEqual([REGION, "us-east-1"]);
  expect(readings.regions[0]).toMatchObject({
    alarms: { value: [{ metric: "AWS/Lambda Invocations", acts: true }] },
    topics: { value: [{ tells: "people", subscriptions: { value: [{ endpoint: "ops@example.com" }] } }] },
    queues: { value: [{ name: "pilot-light-web-not-handled", messages: { known: true, value: 1 } }] },
  });
}, 20_000);

test("the records lead to the checks, and these to what the lock's checkers see", async () => {
  const { dns } = await readAll(world, deployment, undefined);
  expect(dns.records).toMatchObject({ value: [{ Failover: "PRIMARY" }, { Failover: "SECONDARY" }] });
  expect(dns.checks).toMatchObject({
    value: { failover: { config: { Type: "CALCULATED" } }, children: [{}, { config: { Inverted: true } }] },
  });
  expect(dns.lockReports).toMatchObject({ known: true });
}, 20_000);

test("the primary's region is called for who asks, and its queue and site are read", async () => {
  const { primary, regions }: Readings = await readAll(world, deployment, THEIR_REGION);
  expect(primary).toMatchObject({
    server: { value: { state: "running" } },
    inbound: { value: [{ source: "10.0.0.0/8" }] },
  });
  expect(regions.map(({ name }) => name)).toEqual([REGION, "us-east-1", THEIR_REGION]);
  expect(called).toContain(THEIR_REGION);
}, 20_000);

test("the key of an encrypted disk is read with its state and its policy", async () => {
  const { KeyMetadata } = await world.aws.kms(REGION).send(new CreateKeyCommand({}));
  const keyArn = KeyMetadata!.Arn!;
  const volume = Promise.resolve({ known: true, value: { keyArn, createdAt: 0 } } as const);
  expect(await readDiskKey(world.aws.kms(REGION), volume)).toEqual({
    known: true,
    value: { arn: keyArn, state: "Enabled", opensTo: "whom IAM lets" },
  });
}, 20_000);

test("what a region does not answer is unknown", async () => {
  const nothing = { ...deployment, region: REGION, domain: "www.example.org", lockBucket: "there-is-none" };
  const { dns, lock, quotas } = await readAll(world, nothing, undefined);
  expect(dns.records).toEqual({ known: false, why: "this account has no public hosted zone for www.example.org" });
  expect(lock).toMatchObject({ known: false, why: expect.stringContaining("NoSuchBucket") });
  // moto knows no service quotas.
  expect(quotas.addresses).toMatchObject({ known: false });
}, 20_000);

test("a destruction is refused while the lock is there, and only then", async () => {
  const guard = lockGuard(world.aws);
  expect(await guard("web", REGION)).toBeUndefined();
  expect(await guard("another", REGION)).toBeUndefined();
  await moto.deployed.s3(REGION).send(new PutObjectCommand({ Bucket: BUCKET, Key: "failover-lock", Body: "{}" }));
  const refusal = await guard("web", REGION);
  expect(refusal).toMatchObject({ exitCode: EXIT.refused });
  expect(refusal!.message).toMatch(
    /^web has failed over at .*destroy with --although-failed-over. Nothing was destroyed.$/,
  );
}, 20_000);

test("what is deleted, and still named by its tags, is not there", async () => {
  const arns = ["arn:aws:sns:eu-central-1:123456789012:gone", "arn:aws:sqs:eu-central-1:123456789012:gone"];
  const parts = [PART.alertTopic, PART.deadLetterQueue];
  const ResourceTagMappingList = arns.map((ResourceARN, index) => ({ ResourceARN, Tags: tags(parts[index]!) }));
  const tagging = { send: async () => ({ ResourceTagMappingList }) } as unknown as ReturnType<AwsClients["tagging"]>;
  const region = await readRegion({ ...connectAws(), tagging: () => tagging }, REGION, "web");
  expect(region).toEqual({
    name: REGION,
    alarms: { known: true, value: [] },
    topics: { known: true, value: [] },
    queues: { known: true, value: [] },
  });
}, 20_000);
