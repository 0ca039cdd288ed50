import {
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeSubnetsCommand,
} from "@aws-sdk/client-ec2";
import { prepareAccount } from "../../../embedded-aws/account";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { readExposures } from "../../../embedded-aws/instances/exposures";
import { startMoto } from "../../../embedded-aws/moto";
import { makeOwnedThings } from "../../../embedded-aws/owned/make-owned-things";
import type { OwnedThings } from "../../../embedded-aws/owned/owned-things";
import { getParameter } from "../../../embedded-aws/owned/parameter-store";
import { temporaryFolder } from "../../temporary-folder";
import { runningMoto } from "../running-moto";

const REGION = "us-east-1";
const NOTHING: OwnedThings = { subnets: [], images: [], imageParameters: [], servers: [] };
const moto = runningMoto();
const folder = temporaryFolder();

const own = (things: Partial<OwnedThings>) => makeOwnedThings(moto.deployed, { ...NOTHING, ...things });
const ec2 = () => moto.deployed.ec2(REGION);
const imageWith = async (id: string) => (await ec2().send(new DescribeImagesCommand({ ImageIds: [id] }))).Images![0]!;

test("subnets have the ids that were given, ranges of their own, and a zone that offers all instance types", async () => {
  const ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"];
  // Of us-east-1's zones, us-east-1e offers few types.
  const instanceTypes = ["t3.micro", "m7g.large"];
  await own({ subnets: ids.map((id) => ({ id, region: REGION, instanceTypes })) });
  const { Subnets = [] } = await ec2().send(new DescribeSubnetsCommand({ SubnetIds: ids }));
  expect(Subnets.map(({ SubnetId }) => SubnetId).sort()).toEqual(ids);
  expect(new Set(Subnets.map(({ CidrBlock }) => CidrBlock)).size).toBe(2);
  for (const type of instanceTypes) {
    const Filters = [{ Name: "instance-type", Values: [type] }];
    const asking = new DescribeInstanceTypeOfferingsCommand({ LocationType: "availability-zone", Filters });
    const { InstanceTypeOfferings = [] } = await ec2().send(asking);
    const zones = InstanceTypeOfferings.map(({ Location }) => Location);
    for (const { AvailabilityZone } of Subnets) expect(zones).toContain(AvailabilityZone);
  }
});

test("images have the ids that were given, and the architecture of the instance type", async () => {
  await own({
    images: [
      { id: "ami-0123456789abcdef0", region: REGION, instanceType: "m7g.large" },
      { id: "ami-01234567", region: REGION, instanceType: "t3.micro" },
    ],
  });
  expect((await imageWith("ami-0123456789abcdef0")).Architecture).toBe("arm64");
  expect((await imageWith("ami-01234567")).Architecture).toBe("x86_64");
});

test.each([
  "/shop/golden-image",
  "/shop/versioned-image:7",
  "/shop/labelled-image:blue",
  "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
])("the parameter %s holds an image's id", async (name) => {
  await own({ imageParameters: [{ name, region: REGION, instanceType: "t4g.small" }] });
  const image = await getParameter(moto.deployed, REGION, name);
  expect((await imageWith(image!)).Architecture).toBe("arm64");
  expect(await getParameter(moto.deployed, REGION, `${name.split(":")[0]}:8`)).toBeUndefined();
});

test("a parameter of AWS's own that moto knows stays as it is", async () => {
  const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
  const before = await getParameter(moto.deployed, REGION, name);
  await own({ imageParameters: [{ name, region: REGION, instanceType: "t4g.small" }] });
  expect(before).toMatch(/^ami-/);
  expect(await getParameter(moto.deployed, REGION, name)).toBe(before);
});

test("a server has the id and the addresses that were given, and its ports are open to the world", async () => {
  const id = "i-0123456789abcdef0";
  const addresses = ["203.0.113.10", "203.0.113.12"];
  await own({ servers: [{ id, region: REGION, addresses, ports: [80, 8443] }] });
  const { Addresses = [] } = await ec2().send(new DescribeAddressesCommand({ PublicIps: addresses }));
  expect(Addresses.map(({ InstanceId }) => InstanceId)).toEqual([id, id]);
  const exposures = (await readExposures(moto.deployed, REGION)).filter(({ instanceId }) => instanceId === id);
  expect(exposures.map(({ address }) => address).sort()).toEqual(addresses);
  for (const { state, ports } of exposures) {
    expect(state).toBe("running");
    expect([...ports.keys()]).toEqual([80, 8443]);
    expect(ports.get(8443)!.check("198.51.100.1")).toBe(true);
  }
});

test("an account is prepared with what its owner made", async () => {
  const owned = { ...NOTHING, images: [{ id: "ami-0aaaaaaaaaaaaaaaa", region: REGION, instanceType: "t3.micro" }] };
  await prepareAccount(moto.deployed, { regions: [REGION], hostedZones: [], buckets: [], owned });
  expect((await imageWith("ami-0aaaaaaaaaaaaaaaa")).ImageId).toBe("ami-0aaaaaaaaaaaaaaaa");
});

test("a moto that takes no ids is refused, with what to install", async () => {
  const bare = await startMoto({ folder, searchPath: process.env.PATH ?? "" });
  const deployed = new AwsClients(bare.endpoint, "TEST");
  try {
    const subnets = [{ id: "subnet-0123456789abcdef0", region: REGION, instanceTypes: ["t3.micro"] }];
    await expect(makeOwnedThings(deployed, { ...NOTHING, subnets })).rejects.toThrow(
      /^moto made subnet-\w+ where subnet-0123456789abcdef0 was asked for: .* Install moto_server, or uv/,
    );
  } finally {
    deployed.close();
    await bare.stop();
  }
});
