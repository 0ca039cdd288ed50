import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListHostedZonesByNameCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import type { Configuration, StandbySite } from "../../config/configuration";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { Processes } from "../../rehearsal/processes";
import { runTerraform, type Terraform } from "../../rehearsal/terraform";
import { initializeStacks, type SynthesizedStack } from "../../rehearsal/terraform-stacks";
import { configuration } from "../configurations";
import { embeddedAwsFor, realTerraform, stacksInFolder } from "../embedded-deployment";
import { temporaryFolder } from "../temporary-folder";

const TIME_LIMIT_MS = 120_000;
jest.setTimeout(TIME_LIMIT_MS);

const folder = temporaryFolder();
const processes = new Processes();
const smallest = configuration("smallest");
let aws: EmbeddedAws;
let terraform: Terraform;

beforeAll(async () => {
  const home = mkdtempSync(join(folder, "account-"));
  aws = await embeddedAwsFor(home, await stacksInFolder(home, smallest));
  const real = realTerraform(home, processes);
  terraform = { ...real, environment: { ...real.environment, ...aws.environment } };
});
afterAll(async () => {
  await processes.stopAll();
  await aws?.stop();
});

/** What real Terraform says when it plans one stack; fails if it has nothing against it. */
async function refusal(given: Configuration, stackName: string): Promise<string> {
  try {
    await plan(given, stackName);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`Terraform planned ${stackName} without a complaint`);
}

/** The plan of one stack by real Terraform, as JSON text. */
async function plan(given: Configuration, stackName: string): Promise<string> {
  const home = mkdtempSync(join(folder, "plan-"));
  const stack = (await stacksInFolder(home, given)).find(({ name }) => name === stackName)!;
  pretendDependenciesAreDeployed(stack);
  await initialize(stack);
  const saveTo = join(home, "plan");
  await runTerraform(terraform, stack, { kind: "plan", saveTo });
  const show = { cwd: stack.folder, env: terraform.environment, encoding: "utf8" } as const;
  return execFileSync(terraform.executable, ["show", "-json", saveTo], show);
}

/** Folders of stacks that Terraform has initialized, by their names. */
const initialized = new Map<string, string>();

/** A stack has the same backend and providers in every configuration here: what Terraform made for one is good for all. */
async function initialize(stack: SynthesizedStack): Promise<void> {
  const other = initialized.get(stack.name);
  if (other === undefined) {
    await initializeStacks(terraform, [stack]);
    initialized.set(stack.name, stack.folder);
    return;
  }
  for (const made of [".terraform", ".terraform.lock.hcl"])
    cpSync(join(other, made), join(stack.folder, made), { recursive: true, verbatimSymlinks: true });
}

/** State files that hold every output which this stack reads of others. */
function pretendDependenciesAreDeployed({ folder: stackFolder, dependencies }: SynthesizedStack): void {
  const json = readFileSync(join(stackFolder, "cdk.tf.json"), "utf8");
  for (const dependency of dependencies) {
    const read = new RegExp(`cross-stack-reference-input-${dependency}\\.outputs\\.([\\w-]+)`, "g");
    const outputs = [...json.matchAll(read)].map(([, name]) => [name, { value: "198.51.100.1", type: "string" }]);
    const state = { version: 4, serial: 1, lineage: dependency, outputs: Object.fromEntries(outputs), resources: [] };
    writeFileSync(join(stackFolder, `../../../terraform.${dependency}.tfstate`), JSON.stringify(state));
  }
}

async function changeRecord(Action: "UPSERT" | "DELETE", ResourceRecordSet: ResourceRecordSet): Promise<void> {
  const route53 = aws.clients.route53();
  const { HostedZones } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: "example.com" }));
  const HostedZoneId = HostedZones![0]!.Id!;
  const ChangeBatch = { Changes: [{ Action, ResourceRecordSet }] };
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
}

function withStandby(change: Partial<StandbySite>): Configuration {
  const [workload] = smallest.workloads;
  return { ...smallest, workloads: [{ ...workload!, standby: { ...workload!.standby, ...change } }] };
}

function inZone(hostedZone: string): Configuration {
  const [workload] = smallest.workloads;
  return { ...smallest, workloads: [{ ...workload!, domain: `www.${hostedZone}`, hostedZone }] };
}

const NO_ZONE = /no matching Route 53 Hosted Zone found.*a_public_zone_of_this_name_must_exist_in_this_account/;
const standbyRegion = smallest.regions.standby;

it("refuses an instance type that no zone of the region offers", async () => {
  expect(await refusal(withStandby({ instanceType: "t9.micro" }), "www-standby")).toContain(
    `workload "www", standby: no zone of ${standbyRegion} offers the instance type t9.micro. Set another instanceType`,
  );
});

it("refuses a subnet in a zone that does not offer the instance type", async () => {
  const ec2 = aws.clients.ec2(standbyRegion);
  const { Subnets } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: "availability-zone", Values: ["us-east-1e"] }] }),
  );
  const id = Subnets![0]!.SubnetId!;

  expect(await refusal(withStandby({ subnet: { kind: "id", id } }), "www-standby")).toContain(
    'workload "www", standby: the zone of this subnet does not offer the instance type t3.micro. Set another subnet',
  );
});

/** EC2 offers it in us-east-1c and us-east-1f. */
const RARE_TYPE = "trn1.2xlarge";

it("refuses a fallback type that the zone of the standby's subnet does not offer", async () => {
  const ec2 = aws.clients.ec2(standbyRegion);
  const { Subnets } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: "availability-zone", Values: ["us-east-1a"] }] }),
  );
  const id = Subnets![0]!.SubnetId!;
  const fallbackInstanceTypes = ["t3.small", RARE_TYPE];

  expect(await refusal(withStandby({ subnet: { kind: "id", id }, fallbackInstanceTypes }), "www-standby")).toContain(
    `workload "www", standby: the zone of this subnet does not offer the instance type ${RARE_TYPE}. Take it out of fallbackInstanceTypes`,
  );
});

it("puts a standby by default where all of its types are offered", async () => {
  const json = await plan(withStandby({ fallbackInstanceTypes: ["t3.small", RARE_TYPE] }), "www-standby");
  const { prior_state: state } = JSON.parse(json) as {
    prior_state: { values: { root_module: { resources: { type: string; values: { availability_zone?: string } }[] } } };
  };
  const subnet = state.values.root_module.resources.find(({ type }) => type === "aws_subnet")!;
  expect(["us-east-1c", "us-east-1f"]).toContain(subnet.values.availability_zone);
});

it("refuses a subnet that has no way to the internet", async () => {
  const ec2 = aws.clients.ec2(standbyRegion);
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }));
  const vpc = { VpcId: Vpcs![0]!.VpcId! };
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ ...vpc, CidrBlock: "172.31.240.0/24", AvailabilityZone: "us-east-1a" }),
  );
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand(vpc));
  const SubnetId = Subnet!.SubnetId!;
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: RouteTable!.RouteTableId!, SubnetId }));

  expect(await refusal(withStandby({ subnet: { kind: "id", id: SubnetId } }), "www-standby")).toContain(
    'workload "www", standby: this subnet has no way to the internet: its route table has no route 0.0.0.0/0',
  );
});

it.each([
  ["A", "192.0.2.1"],
  ["AAAA", "2001:db8::1"],
  ["CNAME", "elsewhere.example.com"],
] as const)("refuses a domain that already has a foreign %s record", async (type, value) => {
  const record = { Name: "www.example.com", Type: type, TTL: 60, ResourceRecords: [{ Value: value }] };
  await changeRecord("UPSERT", record);
  try {
    expect(await refusal(smallest, "www-failover")).toContain(
      'workload "www": the zone example.com already holds another A, AAAA or CNAME record named www.example.com',
    );
  } finally {
    await changeRecord("DELETE", record);
  }
});

it("refuses a zone that this account has only as a private one, by the name of what it looked up", async () => {
  await aws.clients.route53().send(
    new CreateHostedZoneCommand({
      Name: "example.org",
      CallerReference: "private",
      HostedZoneConfig: { PrivateZone: true },
      VPC: { VPCRegion: "us-east-1", VPCId: "vpc-0123456789abcdef0" },
    }),
  );
  expect(await refusal(inZone("example.org"), "www-failover")).toMatch(NO_ZONE);
});

it("refuses a zone that is not in this account, by the name of what it looked up", async () => {
  expect(await refusal(inZone("example.net"), "www-failover")).toMatch(NO_ZONE);
});

it("refuses a region without a default VPC, and says how to get one", async () => {
  const region = "eu-west-1";
  const ec2 = aws.clients.ec2(region);
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }));
  const VpcId = Vpcs![0]!.VpcId!;
  const ofVpc = { Filters: [{ Name: "vpc-id", Values: [VpcId] }] };
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand(ofVpc));
  for (const { SubnetId } of Subnets ?? []) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));

  const there = { ...smallest, regions: { ...smallest.regions, standby: region } };
  expect(await refusal(there, "www-standby")).toContain(
    `workload "www", standby: ${region} has no default VPC. Create it (aws ec2 create-default-vpc --region ${region})`,
  );
});
