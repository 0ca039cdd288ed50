import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded-aws/embedded-aws";
import { type Entry, Timeline } from "../../rehearsal/timeline";
import { Users } from "../../rehearsal/users";
import { deployFunction, deployHealthCheck, deployInstance, deployRecords } from "../embedded-aws/small-deployment";

const [HERE, THERE] = ["us-west-2", "us-east-1"] as const;
const DOMAIN = "www.example.com";
const TTL_SECONDS = 10;
/** Long enough that every checker has looked several times, and every user has asked DNS more than once. */
const QUIET_MS = 35_000;
const WITHIN_MS = 5 * 60_000;

/** Starts the instance in `STANDBY`, as a client would that signs its calls: the gateway reads the name and not the signature. */
const IGNITER = `
  exports.handler = async () => {
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN, STANDBY } = process.env;
    const authorization = "AWS4-HMAC-SHA256 Credential=" + AWS_ACCESS_KEY_ID + "/20300101/${THERE}/ec2/aws4_request, " +
      "SignedHeaders=host, Signature=0";
    const body = new URLSearchParams({ Action: "StartInstances", Version: "2016-11-15", "InstanceId.1": STANDBY });
    const headers = { authorization, "x-amz-security-token": AWS_SESSION_TOKEN };
    const answer = await fetch(AWS_ENDPOINT_URL, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(answer.status + " " + (await answer.text()));
  };`;

/** What a story came to. Times are milliseconds of AWS time since the disaster. */
export interface SmallStory {
  /** What happened since, with the ids of this run's things replaced by their names. */
  readonly entries: readonly Entry[];
  /** When the first entry with this text came. */
  readonly timeOf: (text: string) => number;
  /** Of each user, in their order. */
  readonly outages: readonly number[];
}

/**
 * A disaster on a deployment of a few things, made through the SDK: the primary is stopped, EC2's event calls a function,
 * which starts the standby; the health check and DNS turn, and users are served again.
 */
export async function tellSmallStory(
  folder: string,
  { seed, realTime }: { seed: number; realTime: boolean },
): Promise<SmallStory> {
  const timeline = new Timeline();
  const awsFolder = mkdtempSync(join(folder, "aws-"));
  const aws = await startEmbeddedAws({
    folder: awsFolder,
    searchPath: process.env.PATH ?? "",
    source: join(process.cwd(), "embedded-aws"),
    regions: [HERE, THERE],
    hostedZones: ["example.com"],
    buckets: [{ name: "artifacts", region: HERE }],
    happenings: timeline,
    realTime,
    seed,
  });
  try {
    return await tell(aws, timeline);
  } finally {
    await aws.stop();
  }
}

async function tell(aws: EmbeddedAws, timeline: Timeline): Promise<SmallStory> {
  const { clients, clock, power, dataPlane } = aws;
  const primary = await deployInstance(clients, HERE, { port: 80 });
  const standby = await deployInstance(clients, THERE, { port: 80 });
  await deployIgniter(aws, primary.instanceId, standby.instanceId);
  await aws.refresh();
  const both = [primary, standby];
  const serve = () => both.every(({ instanceId }) => power.serviceOf(instanceId) === "listening");
  await aws.runUntil("both servers have booted", serve, WITHIN_MS);
  await stop(aws, THERE, standby.instanceId);
  await aws.runUntil("the standby waits", () => power.stateOf(standby.instanceId) === "stopped", WITHIN_MS);

  const users = new Users({
    clock,
    random: aws.random,
    network: dataPlane.servers,
    ask: dataPlane.ask,
    site: { domain: DOMAIN, protocol: "HTTP", port: 80 },
  });
  const check = await deployFailover(aws, primary.address, standby.address);
  clock.start();
  users.start();
  await clock.sleep(QUIET_MS);
  const since = clock.now();
  await stop(aws, HERE, primary.instanceId);
  const isSaved = () => {
    const { perUser } = users.outages(since);
    return perUser.length > 0 && perUser.every(({ to }) => to !== undefined) && users.now().length === 1;
  };
  await aws.runUntil("users are served by the standby", isSaved, WITHIN_MS);
  users.stop();

  const names = [
    [primary.instanceId, "PRIMARY"],
    [standby.instanceId, "STANDBY"],
    [primary.address, "PRIMARY'S ADDRESS"],
    [check, "CHECK"],
  ] as const;
  const entries = timeline.since(since).map(({ at, text }) => ({
    at: at - since,
    text: names.reduce((told, [id, name]) => told.replaceAll(id, name), text),
  }));
  const timeOf = (text: string) => {
    const found = entries.find((entry) => entry.text.startsWith(text));
    if (!found) throw new Error(`Nothing began with "${text}":\n${entries.map((entry) => entry.text).join("\n")}`);
    return found.at;
  };
  return { entries, timeOf, outages: users.outages(since).perUser.map(({ milliseconds }) => milliseconds) };
}

async function stop({ clock, clients }: EmbeddedAws, region: string, instanceId: string): Promise<void> {
  clock.start(); // While time stands still, as for Terraform, it would be stopped at once.
  await clock.hold("stopping an instance", () =>
    clients.ec2(region).send(new StopInstancesCommand({ InstanceIds: [instanceId] })),
  );
}

async function deployFailover(aws: EmbeddedAws, primary: string, standby: string): Promise<string> {
  const check = await deployHealthCheck(aws.clients, {
    Type: "HTTP",
    IPAddress: primary,
    Port: 80,
    RequestInterval: 10,
    FailureThreshold: 3,
  });
  const record = (failover: "PRIMARY" | "SECONDARY", address: string) => ({
    Name: DOMAIN,
    Type: "A" as const,
    SetIdentifier: failover,
    Failover: failover,
    TTL: TTL_SECONDS,
    ResourceRecords: [{ Value: address }],
  });
  await deployRecords(aws.clients, "example.com", [
    { ...record("PRIMARY", primary), HealthCheckId: check },
    record("SECONDARY", standby),
  ]);
  await aws.refresh();
  return check;
}

/** A rule in the primary's region calls the function there when the primary stops. */
async function deployIgniter(aws: EmbeddedAws, primary: string, standby: string): Promise<void> {
  const { clients } = aws;
  const name = "igniter";
  const code = IGNITER;
  const { arn } = await deployFunction(clients, HERE, {
    name,
    bucket: "artifacts",
    code,
    variables: { STANDBY: standby },
  });
  await permitStart(aws);
  const EventPattern = JSON.stringify({
    source: ["aws.ec2"],
    detail: { "instance-id": [primary], state: ["stopping"] },
  });
  const events = clients.events(HERE);
  const { RuleArn } = await events.send(new PutRuleCommand({ Name: name, EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn: arn }] }));
  await clients.lambda(HERE).send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId: "events",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn: RuleArn,
    }),
  );
}

/** The role that `deployFunction` makes may start instances. */
async function permitStart({ clients }: EmbeddedAws): Promise<void> {
  const statement = { Effect: "Allow", Action: "ec2:StartInstances", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await clients.iam().send(new PutRolePolicyCommand({ RoleName: "function", PolicyName: "start", PolicyDocument }));
}
