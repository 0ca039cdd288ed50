import { join } from "node:path";
import { PutMetricAlarmCommand, TagResourceCommand as TagAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { TagResourceCommand } from "@aws-sdk/client-lambda";
import { GetHostedZoneCommand, ListHostedZonesCommand } from "@aws-sdk/client-route-53";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { controllerBundle } from "../../constructs/controller-zip";
import { LOCK_BUCKET_KEY } from "../../contract/lock";
import { PART, TAG } from "../../contract/tags";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded-aws/embedded-aws";
import { deployFunction, deployInstance, deployRecords } from "../embedded-aws/small-deployment";
import { deployedEnvironment } from "../functions/controller/deployed-environment";
import { memory } from "../functions/controller/observed";
import { temporaryFolder } from "../temporary-folder";

const STANDBY_REGION = "eu-central-1";
const ALARM = "web-primary-down";
const BOOT_MS = 300_000;
/** Real milliseconds: a command of minutes of AWS time, on a busy machine. */
const PATIENCE_MS = 120_000;

const folder = temporaryFolder();
let aws: EmbeddedAws;
/** How many calls it took to deploy. */
let deployed: number;
let addresses: { primary: string; standby: string };

/** A workload as Terraform would deploy it, as far as an operator's commands see it, with the real controller. */
beforeAll(async () => {
  aws = await startEmbeddedAws({
    folder,
    searchPath: process.env.PATH ?? "",
    source: join(process.cwd(), "embedded-aws"),
    regions: ["us-west-2", STANDBY_REGION, "us-east-1"],
    hostedZones: ["example.com"],
    buckets: [{ name: "lock", region: STANDBY_REGION }],
  });
  const { clients } = aws;
  const route53 = clients.route53();
  const { HostedZones } = await route53.send(new ListHostedZonesCommand({}));
  const { DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: HostedZones![0]!.Id! }));
  const primary = await deployInstance(clients, "us-west-2", { port: 80 });
  const standby = await deployInstance(clients, STANDBY_REGION, { port: 80 });
  addresses = { primary: primary.address, standby: standby.address };
  await turnDns("primary");
  const { TopicArn } = await clients.sns(STANDBY_REGION).send(new CreateTopicCommand({ Name: "alerts" }));
  const code = Buffer.from(await controllerBundle(process.cwd())).toString("utf8");
  const variables = {
    ...deployedEnvironment,
    PRIMARY_ADDRESS: primary.address,
    PRIMARY_INSTANCE_ID: primary.instanceId,
    STANDBY_ADDRESS: standby.address,
    STANDBY_INSTANCE_ID: standby.instanceId,
    STANDBY_REGION,
    STANDBY_INSTANCE_TYPE: "m1.small",
    HEALTH_CHECK_PATH: "/",
    NAME_SERVERS: DelegationSet!.NameServers!.join(","),
    ALERT_TOPIC_ARN: TopicArn!,
  };
  const { arn } = await deployFunction(clients, STANDBY_REGION, {
    ...{ name: "pilot-light-web", bucket: "lock", code, variables, timeoutSeconds: 90 },
  });
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  await clients
    .iam()
    .send(
      new PutRolePolicyCommand({ RoleName: "function", PolicyName: "all", PolicyDocument: JSON.stringify(policy) }),
    );
  await clients
    .lambda(STANDBY_REGION)
    .send(new TagResourceCommand({ Resource: arn, Tags: { [TAG.workload]: "web", [TAG.part]: PART.controller } }));
  const cloudWatch = clients.cloudWatch("us-east-1");
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: ALARM,
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
    }),
  );
  await cloudWatch.send(
    new TagAlarmCommand({
      ResourceARN: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${ALARM}`,
      Tags: [
        { Key: TAG.workload, Value: "web" },
        { Key: TAG.part, Value: PART.endpointAlarm },
      ],
    }),
  );
  await aws.refresh();
  const serves = ({ instanceId }: typeof primary) => aws.power.serviceOf(instanceId) === "listening";
  await aws.runUntil("both sites serve", () => serves(primary) && serves(standby), BOOT_MS);
  await clients.ec2(STANDBY_REGION).send(new StopInstancesCommand({ InstanceIds: [standby.instanceId] }));
  const proven = memory({ firstSeenAt: 1, armedAt: 2, provenStandby: standby.instanceId });
  await clients
    .s3(STANDBY_REGION)
    .send(new PutObjectCommand({ Bucket: "lock", Key: LOCK_BUCKET_KEY.memory, Body: JSON.stringify(proven) }));
  deployed = aws.callLog.calls.length;
}, PATIENCE_MS);
afterAll(() => aws?.stop());

/** A plain record, where Route 53 would turn a failover record by its checks. */
function turnDns(to: "primary" | "standby"): Promise<void> {
  const ResourceRecords = [{ Value: addresses[to] }];
  return deployRecords(aws.clients, "example.com", [{ Name: "www.example.com", Type: "A", TTL: 30, ResourceRecords }]);
}

/** As an operator runs it, outside AWS and in AWS time. */
async function operate(args: string[], onLine: (line: string, interrupt: () => void) => void = () => {}) {
  const printed: string[] = [];
  const program = aws.startProgram({
    file: join(process.cwd(), "operations", "pilot-light.js"),
    arguments: args,
    folder: process.cwd(),
    environment: { PATH: process.env.PATH ?? "", AWS_REGION: STANDBY_REGION },
    onLine: (line) => {
      printed.push(line);
      onLine(line, program.interrupt);
    },
  });
  let ended: string | undefined;
  void program.ended.then((how) => {
    ended = how;
  });
  await aws.runUntil(`${args.join(" ")} has ended`, () => ended !== undefined, 3_600_000);
  return { ended, printed, text: printed.join("\n") };
}

test(
  "status reads what is deployed, DNS and both sites, and says that all is well",
  async () => {
    const { ended, text } = await operate(["status", "--json"]);
    expect(ended).toBe("exit code 0");
    expect(JSON.parse(text)).toMatchObject({
      users: { sentTo: "primary", served: "yes" },
      standby: { power: { known: true, value: { state: "stopped", type: "m1.small" } }, page: { kind: "fails" } },
      lock: { known: true, value: { exists: false } },
      mode: { name: "waiting" },
      alarm: { known: true, value: { name: ALARM } },
      episode: { known: true },
    });
  },
  PATIENCE_MS,
);

test(
  "Ctrl-C ends status --watch",
  async () => {
    const { ended, printed } = await operate(["status", "--watch"], (line, interrupt) => {
      if (line.startsWith("If the controller is broken")) interrupt();
    });
    expect(printed.at(-1)).toBe("No longer watching web.");
    expect(ended).toBe("exit code 130");
  },
  PATIENCE_MS,
);

test(
  "a drill on the deployed controller ignites the standby, judges it, stops it, and is in the history",
  async () => {
    const { ended, text } = await operate(["drill", "web", "--yes"]);
    expect(text).toMatch(/the standby serves\nok {3}the standby answers HTTP 200/);
    expect(text).toMatch(/the drill passed\n {2}start to running [\d.]+ s, running to serving [\d.]+ s/);
    expect(ended).toBe("exit code 0");
    const history = await operate(["history", "--json"]);
    expect(JSON.parse(history.text)).toMatchObject([{ kind: "drill", outcome: "the drill passed" }]);
  },
  PATIENCE_MS,
);

test(
  "a failover is followed to the standby, and a failback to the primary",
  async () => {
    const there = await operate(["failover", "--reason", "evacuated", "--yes"], (line) => {
      if (line.includes("the failover lock is written: evacuated")) void turnDns("standby");
    });
    expect(there.text).toContain("Users now: DNS sends them to the standby");
    expect(there.ended).toBe("exit code 0");

    const back = await operate(["failback", "--reason", "mended", "--yes"], (line) => {
      if (line.includes("the failover lock is gone")) void turnDns("primary");
    });
    expect(back.text).toMatch(/ s {2}failed back\nUsers now: DNS sends them to the primary/);
    expect(back.ended).toBe("exit code 0");
  },
  PATIENCE_MS,
);

test("nothing of all this was asked of the primary's region", () => {
  const asked = aws.callLog.calls.slice(deployed).map(({ call: { region } }) => region);
  expect([...new Set(asked)].sort()).toEqual([STANDBY_REGION, "us-east-1"]);
});
