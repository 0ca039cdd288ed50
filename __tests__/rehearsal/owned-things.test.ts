import { needsOf } from "../../rehearsal/account-needs";
import { ownedThings } from "../../rehearsal/owned-things";
import type { StackJson } from "../../rehearsal/stack-json";
import type { ConfigurationName } from "../configurations";
import { stacksOf } from "../stacks-of";

const stacks = (name: ConfigurationName) => Object.values(stacksOf(name)) as unknown as StackJson[];
const owned = (name: ConfigurationName) => ownedThings(stacks(name));
const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

test("of a file that names nothing of its owner's, AWS's own images are all that is needed", () => {
  expect(owned("smallest")).toEqual({
    subnets: [],
    images: [],
    imageParameters: ["us-west-2", "us-east-1"].map((region) => ({
      name: AMAZON_LINUX,
      region,
      instanceType: "t3.micro",
    })),
    servers: [],
  });
});

test("subnets, images and parameters are needed where the file names them, for the instance types that it names", () => {
  expect(owned("everything-set")).toEqual({
    subnets: [
      { id: "subnet-0123456789abcdef0", region: "eu-central-1", instanceTypes: ["m7g.large"] },
      {
        id: "subnet-0fedcba9876543210",
        region: "eu-west-1",
        instanceTypes: expect.arrayContaining(["m7g.medium", "m7g.large", "c7g.medium"]),
      },
    ],
    images: [{ id: "ami-0123456789abcdef0", region: "eu-central-1", instanceType: "m7g.large" }],
    imageParameters: [{ name: "/shop/golden-image", region: "eu-west-1", instanceType: "m7g.medium" }],
    servers: [],
  });
});

test("an existing primary with an instance id is a server of the primary region; one without is nowhere on AWS", () => {
  expect(owned("three-workloads").servers).toEqual([
    { id: "i-0123456789abcdef0", region: "us-west-2", addresses: ["203.0.113.10"], ports: [80] },
  ]);
});

test("what several stacks name is needed once: a subnet for all of their types, a server with all of their ports", () => {
  const one = stacks("everything-set");
  const other = one.map((stack) => JSON.parse(JSON.stringify(stack).replaceAll("m7g.large", "t4g.micro")) as StackJson);
  expect(ownedThings([...one, ...other]).subnets[0]).toEqual({
    ...{ id: "subnet-0123456789abcdef0", region: "eu-central-1" },
    instanceTypes: ["m7g.large", "t4g.micro"],
  });
  expect(ownedThings([...one, ...other]).images).toHaveLength(1);

  const api = stacks("three-workloads");
  const tls = api.map((stack) => JSON.parse(JSON.stringify(stack).replaceAll('"port":80', '"port":8443')) as StackJson);
  expect(ownedThings([...api, ...tls]).servers).toEqual([
    { id: "i-0123456789abcdef0", region: "us-west-2", addresses: ["203.0.113.10"], ports: [80, 8443] },
  ]);
});

test("an account needs the deployment's regions, its zones, and the bucket of its state", () => {
  expect(needsOf(stacks("everything-set"))).toMatchObject({
    regions: ["eu-central-1", "eu-west-1", "us-east-1"],
    hostedZones: ["example.com"],
    buckets: [{ name: "example-terraform-state", region: "eu-west-1" }],
    owned: owned("everything-set"),
  });
});
