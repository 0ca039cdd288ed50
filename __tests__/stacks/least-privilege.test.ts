import { PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeRequest,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { GetFunctionCommand, GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { GetHealthCheckStatusCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Policy } from "../../embedded-aws/permissions/policy";
import { CAPTURING } from "../embedded-aws/permissions/captured-call";
import { stacksOf } from "../stacks-of";
import {
  FunctionName,
  get,
  inRegion,
  invoke,
  LOCK,
  logGroup,
  logs,
  modify,
  onStandby,
  publish,
  put,
  queue,
  remove,
  route53,
  sqs,
  standby,
  standbyInstance,
  start,
  stream,
  zone,
} from "./calls-on-deployment";
import { DEPLOYED, policiesOf } from "./deployed-policy";
import { TEMPTATIONS } from "./temptations";
import { arn, isAllowed, PRIMARY, STANDBY, type Wish } from "./wishes";

const { controller, readOnly, command } = policiesOf(stacksOf("smallest")["www-failover"]!, STANDBY);

const describeIn = (region: string) => () => inRegion(region).ec2.send(new DescribeInstancesCommand({}));

describe("the controller's role", () => {
  it.each(TEMPTATIONS)("may not %s", async (_, wish) => {
    expect(await isAllowed(controller, wish)).toBe(false);
  });

  it.each<[string, Wish]>([
    ["change the standby's type, which no file here asks for", modify({ InstanceType: { Value: "t3.small" } })],
    ["look at instances in the primary's region", describeIn(PRIMARY)],
    ["delete the lease", remove("controller/lease.json")],
    ["read an episode's document", get("episodes/2026-01-01T00:00:00.000Z.json")],
    ["call itself", invoke(FunctionName)],
    ["read the records", () => route53.send(new ListResourceRecordSetsCommand(zone))],
  ])("may not %s", async (_, wish) => {
    expect(await isAllowed(controller, wish)).toBe(false);
  });

  it.each<[string, Wish]>([
    ["look at instances in the standby's region", describeIn(STANDBY)],
    ["start the standby", start(standbyInstance)],
    ["stop the standby", () => standby.ec2.send(new StopInstancesCommand(onStandby))],
    ["read its memory", get("controller/memory.json")],
    ["write its lease", put("controller/lease.json")],
    ["write the lock", put(LOCK)],
    ["remove the lock", remove(LOCK)],
    ["write an episode's document", put("episodes/2026-01-01T00:00:00.000Z.json")],
    ["tell people", publish(DEPLOYED.alertTopic)],
    ["write its log", () => logs.send(new PutLogEventsCommand({ ...stream(logGroup), logEvents: [] }))],
    [
      "keep what failed",
      () => sqs.send(new SendMessageCommand({ ...queue("pilot-light-www-not-handled"), MessageBody: "x" })),
    ],
  ])("may %s", async (_, wish) => {
    expect(await isAllowed(controller, wish)).toBe(true);
  });

  it("has no right in any service but these", () => {
    const services = controller.statements.flatMap(({ action }) => action.values.map((name) => name.split(":")[0]!));
    expect([...new Set(services)].sort()).toEqual(["ec2", "kms", "logs", "s3", "sns", "sqs"]);
  });
});

describe("the role of a controller that may change the standby's type", () => {
  const failover = stacksOf("everything-set")["shop-failover"]!;
  const everything = policiesOf(failover, "eu-west-1").controller;
  const ec2 = new EC2Client({ ...CAPTURING, region: "eu-west-1" });
  const change =
    (attribute: Partial<ModifyInstanceAttributeRequest>, InstanceId: string = standbyInstance) =>
    () =>
      ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...attribute }));

  it("may change its type", async () => {
    expect(await isAllowed(everything, change({ InstanceType: { Value: "m7g.large" } }))).toBe(true);
  });

  it.each<[string, Wish]>([
    ["another instance's type", change({ InstanceType: { Value: "m7g.large" } }, "i-0000000000000000c")],
    ["its user data", change({ UserData: { Value: new Uint8Array() } })],
    ["its security groups", change({ Groups: ["sg-1"] })],
    ["what a shutdown does to it", change({ InstanceInitiatedShutdownBehavior: { Value: "terminate" } })],
    ["its protection from termination", change({ DisableApiTermination: { Value: false } })],
  ])("may not change %s", async (_, wish) => {
    expect(await isAllowed(everything, wish)).toBe(false);
  });
});

describe.each([
  ["an operator who only looks", readOnly],
  ["an operator who may command", command],
])("%s", (_who, policy) => {
  it.each(TEMPTATIONS)("may not %s", async (_, wish) => {
    expect(await isAllowed(policy, wish)).toBe(false);
  });

  it.each<[string, Wish]>([
    ["start the standby, but by the controller", start(standbyInstance)],
    ["stop the standby", () => standby.ec2.send(new StopInstancesCommand(onStandby))],
    ["write the lock", put(LOCK)],
    ["remove the lock", remove(LOCK)],
    ["write the memory", put("controller/memory.json")],
    ["read the controller's code", () => standby.lambda.send(new GetFunctionCommand({ FunctionName }))],
    ["tell people", publish(DEPLOYED.alertTopic)],
    [
      "read another instance's user data",
      () =>
        standby.ec2.send(
          new DescribeInstanceAttributeCommand({ InstanceId: "i-0000000000000000c", Attribute: "userData" }),
        ),
    ],
  ])("may not %s", async (_, wish) => {
    expect(await isAllowed(policy, wish)).toBe(false);
  });

  it.each<[string, Wish]>([
    ["see the servers of both regions", describeIn(PRIMARY)],
    ["read the lock", get(LOCK)],
    ["read the record", get("episodes/2026-01-01T00:00:00.000Z.json")],
    [
      "read the controller's settings",
      () => standby.lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    ],
    ["read the records of the zone", () => route53.send(new ListResourceRecordSetsCommand(zone))],
    [
      "read what Route 53's checkers see of the lock",
      () => route53.send(new GetHealthCheckStatusCommand({ HealthCheckId: DEPLOYED.lockCheck })),
    ],
  ])("may %s", async (_, wish) => {
    expect(await isAllowed(policy, wish)).toBe(true);
  });
});

test("only an operator who may command can call the controller", async () => {
  expect(await isAllowed(readOnly, invoke(FunctionName))).toBe(false);
  expect(await isAllowed(command, invoke(FunctionName))).toBe(true);
});

test("to call the controller is all that an operator who may command can do beside looking", () => {
  const rights = ({ statements }: Policy) => statements.flatMap(({ action }) => action.values);
  expect(rights(command).filter((action) => !rights(readOnly).includes(action))).toEqual(["lambda:InvokeFunction"]);
  const [asking] = command.statements.filter(({ action }) => action.values.includes("lambda:InvokeFunction"));
  expect(asking!.resource!.values).toEqual([arn("lambda", STANDBY, `function:${FunctionName}`)]);
});
