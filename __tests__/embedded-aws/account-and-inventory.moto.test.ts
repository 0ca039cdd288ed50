import {
  AllocateAddressCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  ReleaseAddressCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { DeleteFunctionCommand } from "@aws-sdk/client-lambda";
import { GetBucketLocationCommand, GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { prepareAccount } from "../../embedded-aws/account";
import { compareInventories, takeInventory } from "../../embedded-aws/inventory";
import { runningMoto } from "./running-moto";
import { deployFunction, deployHealthCheck, deployInstance, deployRecords } from "./small-deployment";

const REGIONS = ["us-west-2", "eu-north-1"];
const moto = runningMoto();

const internetRoutes = async (region: string) => {
  const { RouteTables = [] } = await moto.deployed.ec2(region).send(new DescribeRouteTablesCommand({}));
  return RouteTables.flatMap(({ Routes = [] }) => Routes.filter((route) => route.DestinationCidrBlock === "0.0.0.0/0"));
};
const inventory = () => takeInventory(moto.endpoint, REGIONS);

test("the gap: moto's default VPC has no way to the internet", async () => {
  expect(await internetRoutes("eu-west-3")).toEqual([]);
});

test("what an account has is there: a way to the internet, hosted zones and versioned buckets, once", async () => {
  const buckets = [
    { name: "state-west", region: "us-west-2" },
    { name: "state-east", region: "us-east-1" },
  ];
  await prepareAccount(moto.deployed, { regions: REGIONS, hostedZones: ["example.com"], buckets });
  await prepareAccount(moto.deployed, { regions: REGIONS, hostedZones: [], buckets: [] });
  for (const region of REGIONS) {
    const { InternetGateways } = await moto.deployed.ec2(region).send(new DescribeInternetGatewaysCommand({}));
    expect(InternetGateways).toHaveLength(1);
    expect(InternetGateways![0]!.Attachments).toHaveLength(1);
    expect(await internetRoutes(region)).toEqual([
      expect.objectContaining({ GatewayId: InternetGateways![0]!.InternetGatewayId, State: "active" }),
    ]);
  }
  for (const { name, region } of buckets) {
    const s3 = moto.deployed.s3(region);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: name }))).Status).toBe("Enabled");
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: name }));
    expect(LocationConstraint ?? "us-east-1").toBe(region);
  }
});

test("moto has what else an account needs: default subnets, and offers of both small types in their zones", async () => {
  for (const region of REGIONS) {
    const ec2 = moto.deployed.ec2(region);
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: "default-for-az", Values: ["true"] }] }),
    );
    const { InstanceTypeOfferings = [] } = await ec2.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: "availability-zone",
        Filters: [{ Name: "instance-type", Values: ["t3.micro", "t4g.micro"] }],
      }),
    );
    const zones = Subnets.map((subnet) => subnet.AvailabilityZone);
    expect(InstanceTypeOfferings.filter(({ Location }) => zones.includes(Location)).length).toBeGreaterThan(1);
  }
});

test("a region without a default VPC is refused with its name", async () => {
  const ec2 = moto.deployed.ec2("sa-east-1");
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: Subnets[0]!.VpcId }));
  const preparing = prepareAccount(moto.deployed, { regions: ["sa-east-1"], hostedZones: [], buckets: [] });
  await expect(preparing).rejects.toThrow("There is no default VPC in sa-east-1.");
});

test("an inventory names what was deployed since another, and what was removed", async () => {
  const before = await inventory();
  const ec2 = moto.deployed.ec2("us-west-2");
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  const line = `us-west-2 ec2 address ${AllocationId}`;
  const between = await inventory();
  expect(compareInventories(before, between)).toEqual({ added: [line], removed: [] });
  await ec2.send(new ReleaseAddressCommand({ AllocationId }));
  expect(compareInventories(between, await inventory())).toEqual({ added: [], removed: [line] });
  expect(await inventory()).toEqual(before);
});

test("it holds every kind that a deployment of ours consists of", async () => {
  const before = await inventory();
  const { instanceId } = await deployInstance(moto.deployed, "eu-north-1", { port: 80 });
  await deployFunction(moto.deployed, "us-west-2", { name: "controller", bucket: "state-west", code: "" });
  const { TopicArn } = await moto.deployed.sns("us-west-2").send(new CreateTopicCommand({ Name: "alerts" }));
  await moto.deployed
    .sns("us-west-2")
    .send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "ops@example.com" }));
  const check = await deployHealthCheck(moto.deployed, { Type: "HTTP", IPAddress: "192.0.2.1", Port: 80 });
  await deployRecords(moto.deployed, "example.com", [
    { Name: "www.example.com", Type: "A", TTL: 30, ResourceRecords: [{ Value: "192.0.2.1" }] },
  ]);
  const { added } = compareInventories(before, await inventory());
  expect(added.map((line) => line.replace(/(of zone) \S+/, "$1"))).toEqual(
    expect.arrayContaining([
      `eu-north-1 ec2 instance ${instanceId}`,
      expect.stringMatching(/^eu-north-1 ec2 network interface /),
      expect.stringMatching(/^eu-north-1 ec2 address /),
      expect.stringMatching(/^eu-north-1 ec2 security group /),
      expect.stringMatching(/^eu-north-1 ec2 volume /),
      "us-west-2 lambda function arn:aws:lambda:us-west-2:123456789012:function:controller",
      `us-west-2 sns topic ${TopicArn}`,
      expect.stringMatching(/^us-west-2 sns subscription /),
      `us-east-1 health check ${check}`,
      expect.stringMatching(/^us-east-1 record of zone www\.example\.com\. A$/),
    ]),
  );
  await moto.deployed.ec2("eu-north-1").send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  await moto.deployed.lambda("us-west-2").send(new DeleteFunctionCommand({ FunctionName: "controller" }));
  const left = compareInventories(before, await inventory()).added.join("\n");
  expect(left).not.toMatch(/ec2 (instance|volume)|lambda/);
});

test("a list that has more than one page is refused: an inventory is whole", async () => {
  for (let index = 0; index < 101; index++)
    await moto.deployed.sns("eu-north-1").send(new CreateTopicCommand({ Name: `topic-${index}` }));
  await expect(inventory()).rejects.toThrow("The list of every sns topic in eu-north-1 has more than one page");
});
