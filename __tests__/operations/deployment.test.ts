import { CONTRACT_VERSION } from "../../contract/version";
import { chosenDeployment } from "../../operations/deployment";
import { EXIT, type Failure } from "../../operations/failure";
import { deployedEnvironment } from "../functions/controller/deployed-environment";
import { error, OperatorWorld } from "./operator-world";

const failureOf = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => Promise.reject(new Error("it did not fail")),
    (failure) => failure,
  );

/** Controllers by region and workload, as the tagging API finds them. */
function tagged(world: OperatorWorld, controllers: Record<string, string[]>): void {
  world.instead.GetResources = ({ region }) => ({
    ResourceTagMappingList: (controllers[region as string] ?? []).map((workload) => ({
      ResourceARN: `arn:aws:lambda:${region}:123456789012:function:pilot-light-${workload}`,
      Tags: [{ Key: "pilot-light:workload", Value: workload }],
    })),
  });
}

function lockChecksIn(world: OperatorWorld, ...regions: string[]): void {
  world.instead.ListHealthChecks = () => ({
    HealthChecks: regions.map((region) => ({
      HealthCheckConfig: {
        Type: "HTTPS",
        Inverted: true,
        FullyQualifiedDomainName: `lock.s3.${region}.amazonaws.com`,
        ResourcePath: "/failover-lock",
      },
    })),
  });
}

test("the deployment is what its controller's environment says", async () => {
  expect(await chosenDeployment(new OperatorWorld(), {})).toMatchObject({
    workload: "web",
    region: "us-east-1",
    functionName: "pilot-light-web",
    domain: "www.example.com",
    primary: { address: "192.0.2.10", instanceId: "i-0000000000000000a" },
    standby: { address: "198.51.100.20", instanceId: "i-0000000000000000b", instanceType: "t3.micro" },
    healthCheck: { protocol: "HTTP", port: 80, path: "/health" },
    nameServers: ["ns-1.example.com", "ns-2.example.net"],
    ttlSeconds: 30,
  });
});

test("a primary that is not on EC2 has no instance", async () => {
  const world = new OperatorWorld();
  world.instead.GetFunctionConfiguration = () => ({
    Environment: { Variables: { ...deployedEnvironment, PRIMARY_INSTANCE_ID: "" } },
  });
  expect((await chosenDeployment(world, {})).primary).toEqual({ address: "192.0.2.10" });
});

test("a deployment of another contract version is refused with both", async () => {
  const world = new OperatorWorld();
  world.instead.GetFunctionConfiguration = () => ({
    FunctionName: "pilot-light-web",
    Environment: { Variables: { ...deployedEnvironment, CONTRACT_VERSION: "1" } },
  });
  const failure = await failureOf(chosenDeployment(world, {}));
  expect(failure.exitCode).toBe(EXIT.failed);
  expect(failure.message).toContain(`(contract 1, this one has ${CONTRACT_VERSION})`);
});

test("--region is where it is looked for, and nowhere else", async () => {
  const world = new OperatorWorld();
  expect(await failureOf(chosenDeployment(world, { region: "eu-west-1" }))).toMatchObject({
    exitCode: EXIT.notFound,
    message: expect.stringContaining("Nothing of Pilot Light is deployed in eu-west-1 of this account."),
  });
  expect(world.calls).toEqual(["eu-west-1: GetResources"]);
});

test("what is no region's name is a wrong command line, whoever said it", async () => {
  const world = new OperatorWorld();
  expect(await failureOf(chosenDeployment(world, { region: "mars" }))).toMatchObject({ exitCode: EXIT.usage });
  world.defaultRegion = "Frankfurt";
  expect(await failureOf(chosenDeployment(world, {}))).toMatchObject({
    exitCode: EXIT.usage,
    message: 'AWS_REGION is "Frankfurt"; it must be a region such as eu-central-1.',
  });
});

test("without a region, the lock checks tell where the standby is", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = undefined;
  expect(await chosenDeployment(world, {})).toMatchObject({ region: "us-east-1" });
});

test("where the environment names another region, the lock checks tell too", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = "us-west-2";
  expect(await chosenDeployment(world, { workload: "web" })).toMatchObject({ region: "us-east-1" });
});

test("where the environment names a region that is down, e.g. the primary's, the lock checks tell too", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = "us-west-2";
  tagged(world, { "us-east-1": ["web"] });
  const found = world.instead.GetResources!;
  world.instead.GetResources = (input) => {
    if (input.region === "us-west-2") throw error("TimeoutError", "no answer within 3 s");
    return found(input);
  };
  expect(await chosenDeployment(world, {})).toMatchObject({ region: "us-east-1" });
});

test("where Route 53 does not answer either, the first failure is the one that is told", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = "eu-west-1";
  world.instead.ListHealthChecks = () => {
    throw error("AccessDenied");
  };
  expect(await failureOf(chosenDeployment(world, {}))).toMatchObject({ exitCode: EXIT.notFound });
});

test("without any region, and where Route 53 does not answer, a region is asked for", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = undefined;
  world.instead.ListHealthChecks = () => {
    throw error("AccessDenied");
  };
  expect(await failureOf(chosenDeployment(world, {}))).toMatchObject({
    exitCode: EXIT.permission,
    message: expect.stringContaining("Give the standby's region: --region REGION, or set AWS_REGION."),
  });
  lockChecksIn(world);
  expect(await failureOf(chosenDeployment(world, {}))).toMatchObject({
    exitCode: EXIT.notFound,
    message: expect.stringContaining("deployed in any region of this account"),
  });
});

test("the lock checks are read to their last page", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = undefined;
  lockChecksIn(world, "us-east-1");
  const last = world.instead.ListHealthChecks!;
  world.instead.ListHealthChecks = (input) =>
    input.Marker === "next" ? last(input) : { HealthChecks: [], IsTruncated: true, NextMarker: "next" };
  expect(await chosenDeployment(world, {})).toMatchObject({ region: "us-east-1" });
});

test("of several workloads one must be named", async () => {
  const world = new OperatorWorld();
  tagged(world, { "us-east-1": ["web", "api"] });
  expect(await failureOf(chosenDeployment(world, {}))).toMatchObject({
    exitCode: EXIT.usage,
    message: "There are several workloads: api (us-east-1), web (us-east-1). Name one, and its --region.",
  });
  expect(await chosenDeployment(world, { workload: "web" })).toMatchObject({ region: "us-east-1" });
});

test("a workload that is nowhere is told with those that are there", async () => {
  const world = new OperatorWorld();
  expect(await failureOf(chosenDeployment(world, { workload: "wbe" }))).toMatchObject({
    exitCode: EXIT.notFound,
    message: 'There is no workload "wbe" in us-east-1; there is web (us-east-1).',
  });
});

test("the same name in two regions must be told apart", async () => {
  const world = new OperatorWorld();
  world.defaultRegion = undefined;
  lockChecksIn(world, "eu-west-1", "us-east-1");
  tagged(world, { "us-east-1": ["web"], "eu-west-1": ["web"] });
  expect(await failureOf(chosenDeployment(world, { workload: "web" }))).toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining("Say which: --region REGION."),
  });
});

test("credentials that nobody knows are not looked for elsewhere", async () => {
  const world = new OperatorWorld();
  world.instead.GetResources = () => {
    throw error("UnrecognizedClientException");
  };
  expect(await failureOf(chosenDeployment(world, {}))).toMatchObject({ exitCode: EXIT.credentials });
  expect(world.calls).toEqual(["us-east-1: GetResources"]);
});
