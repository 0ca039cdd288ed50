import { DeleteHealthCheckCommand, UpdateHealthCheckCommand } from "@aws-sdk/client-route-53";
import { CreateBucketCommand, DeleteObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { runningMoto } from "../running-moto";
import { deployHealthCheck } from "../small-deployment";
import { watchedDeployment } from "./watched-deployment";

const REGION = "us-west-2";
const ADDRESS = "203.0.113.10";
const FAST = { RequestInterval: 10, FailureThreshold: 3 } as const;
const SITE = { Type: "HTTPS", IPAddress: ADDRESS, Port: 443, ResourcePath: "/health", ...FAST } as const;
const moto = runningMoto();
let world: Awaited<ReturnType<typeof watchedDeployment>>;
let ids: string[];

beforeEach(async () => {
  world = await watchedDeployment(moto);
  world.up.add(ADDRESS);
  ids = [];
});
afterEach(async () => {
  await world.stop();
  for (const HealthCheckId of ids.reverse()) {
    // A test may have deleted it itself.
    await moto.deployed
      .route53()
      .send(new DeleteHealthCheckCommand({ HealthCheckId }))
      .catch(() => {});
  }
});

async function deploy(config: Parameters<typeof deployHealthCheck>[1]): Promise<string> {
  const id = await world.call(() => deployHealthCheck(world.clients, config));
  ids.push(id);
  return id;
}
const update = (HealthCheckId: string, values: object) =>
  world.call(() => world.clients.route53().send(new UpdateHealthCheckCommand({ HealthCheckId, ...values })));

test("a server that falls silent is unhealthy after its checkers' thresholds, and healthy again once it answers", async () => {
  const id = await deploy(SITE);
  await world.checks.refresh();
  world.clock.start();
  await world.pass(60);
  expect(world.checks.statusOf(id)).toMatchObject({
    healthy: true,
    reason: "16 of 16 checkers find 203.0.113.10:443/health healthy (Success: HTTP Status Code 200, OK)",
  });
  const failedAt = world.clock.now();
  world.up.delete(ADDRESS);
  await world.pass(60);
  const [turned] = world.changes;
  expect(turned).toMatchObject({ id, healthy: false });
  expect(turned!.at - failedAt).toBeGreaterThanOrEqual(34_000);
  expect(turned!.at - failedAt).toBeLessThanOrEqual(44_000);
  expect(world.checks.statusOf(id)).toMatchObject({ healthy: false, since: turned!.at });
  expect([turned!.at - 1, turned!.at].map((time) => world.checks.healthyAt(id, time))).toEqual([true, false]);
  world.up.add(ADDRESS);
  await world.pass(60);
  expect(world.changes.map(({ healthy }) => healthy)).toEqual([false, true]);
}, 30_000);

test("a lock in S3: the inverted check is unhealthy until there is data, and healthy while the object is absent", async () => {
  const s3 = world.clients.s3(REGION);
  const readable = {
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::some-bucket/*",
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [readable] });
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "some-bucket", CreateBucketConfiguration }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: "some-bucket", Policy }));
  const lock = await deploy({
    Type: "HTTPS",
    FullyQualifiedDomainName: "some-bucket.s3.us-west-2.amazonaws.com",
    ResourcePath: "/some-key",
    Inverted: true,
    RequestInterval: 10,
    FailureThreshold: 1,
  });
  const both = await deploy({
    Type: "CALCULATED",
    ChildHealthChecks: [await deploy(SITE), lock],
    HealthThreshold: 2,
  });
  await world.checks.refresh();
  expect(world.checks.statusOf(both).healthy).toBe(false);
  world.clock.start();
  await world.pass(20);
  expect(world.checks.statusOf(lock).reason).toMatch(
    /^inverted: 0 of 16 .*\(Failure: HTTP Status Code 404, Not Found\)$/,
  );
  expect(world.changes.map(({ id, healthy }) => [id, healthy])).toEqual([
    [lock, true],
    [both, true],
  ]);

  await world.call(() => s3.send(new PutObjectCommand({ Bucket: "some-bucket", Key: "some-key", Body: "locked" })));
  await world.pass(20);
  expect(world.checks.statusOf(both).healthy).toBe(false);
  // An S3 that does not answer looks like an absent object.
  const relight = world.faults.darken(REGION, "hang");
  await world.pass(30);
  expect(world.checks.statusOf(lock)).toMatchObject({ healthy: true, reason: expect.stringContaining("time") });
  relight();
  await world.pass(30);
  expect(world.checks.statusOf(lock).healthy).toBe(false);
  await world.call(() => s3.send(new DeleteObjectCommand({ Bucket: "some-bucket", Key: "some-key" })));
}, 30_000);

test("checks that are created, disabled, turned or deleted while time runs are followed", async () => {
  world.clock.start();
  const id = await deploy({ ...SITE, IPAddress: "203.0.113.99" });
  await world.pass(70);
  expect(world.checks.statusOf(id).healthy).toBe(false);
  await update(id, { Disabled: true });
  await world.pass(11);
  expect(world.checks.statusOf(id)).toMatchObject({ healthy: true, reason: "the check is disabled" });
  expect(world.checks.checkersOf(id)).toEqual([]);
  await update(id, { Inverted: true });
  await world.pass(11);
  expect(world.checks.statusOf(id).healthy).toBe(false);
  await update(id, { Disabled: false, Inverted: false, IPAddress: ADDRESS });
  await world.pass(30);
  expect(world.checks.statusOf(id).healthy).toBe(true);
  await update(id, { IPAddress: "203.0.113.99" });
  await world.pass(70);
  expect(world.checks.statusOf(id).healthy).toBe(false);
  await world.call(() => world.clients.route53().send(new DeleteHealthCheckCommand({ HealthCheckId: id })));
  await world.pass(11);
  expect(() => world.checks.healthyAt(id, 0)).toThrow(`Health check ${id} is not deployed.`);
  expect(() => world.checks.statusOf(id)).toThrow(`Health check ${id} is not deployed.`);
}, 30_000);

test("a check that is not simulated is named by whoever asks, and the others go on", async () => {
  const tcp = await deploy({ Type: "TCP", IPAddress: ADDRESS, Port: 443 });
  const id = await deploy(SITE);
  await world.checks.refresh();
  expect(world.checks.healthyAt(id, world.clock.now())).toBe(true);
  expect(() => world.checks.healthyAt(tcp, world.clock.now())).toThrow("is of type TCP; the embedded AWS evaluates");
});

test("each minute has a datapoint, 0 for a minute with any unhealthy moment", async () => {
  const id = await deploy(SITE);
  await world.checks.refresh();
  const began = world.clock.now();
  world.clock.start();
  await world.pass(65);
  world.up.delete(ADDRESS);
  await world.pass(50);
  world.up.add(ADDRESS);
  await world.pass(130);
  const values = (name: string) =>
    world.datapoints.filter((point) => point.name === name).map(({ at, value }) => [(at - began) / 60_000, value]);
  expect(values("HealthCheckStatus")).toEqual([
    [0, 1],
    [1, 0],
    [2, 0],
    [3, 1],
  ]);
  expect(values("HealthCheckPercentageHealthy").map(([, value]) => value)).toEqual([100, 0, 0, 100]);
  expect(world.datapoints[0]).toMatchObject({ region: "us-east-1", dimensions: { HealthCheckId: id } });
}, 30_000);

test("a check that measures latency tells the time to an answer's first byte, also of a bad answer, and nothing without one", async () => {
  const s3 = world.clients.s3(REGION);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "latency-bucket", CreateBucketConfiguration }));
  const name = { Type: "HTTPS", FullyQualifiedDomainName: "latency-bucket.s3.us-west-2.amazonaws.com" } as const;
  const measured = await deploy({ ...name, ResourcePath: "/absent", MeasureLatency: true, ...FAST });
  await deploy({ ...name, ResourcePath: "/absent", ...FAST });
  await world.checks.refresh();
  const began = world.clock.now();
  world.clock.start();
  await world.pass(121);
  const relight = world.faults.darken(REGION, "hang");
  await world.pass(180);
  relight();
  await world.pass(60);
  const told = world.datapoints.filter((point) => point.name === "TimeToFirstByte");
  expect(told.map(({ dimensions }) => dimensions)).toEqual(told.map(() => ({ HealthCheckId: measured })));
  expect(told.map(({ at }) => (at - began) / 60_000)).toEqual([0, 1, 2, 5]);
  for (const { value } of told) expect(value).toBe(80);
}, 30_000);

test("which phases a check's checkers get does not depend on the order of deployment", async () => {
  const lastLooks = async (domains: readonly string[]) => {
    let drawn = 0;
    const other = await watchedDeployment(moto, () => drawn++ / 32);
    try {
      const deployed = new Map<string, string>();
      for (const domain of domains)
        deployed.set(domain, await deploy({ ...SITE, IPAddress: "203.0.113.99", FullyQualifiedDomainName: domain }));
      await other.checks.refresh();
      const begun = other.clock.now();
      other.clock.start();
      await other.pass(14.5);
      const first = "a.example.com";
      return other.checks.checkersOf(deployed.get(first)!).map(({ at }) => at - begun);
    } finally {
      await other.stop();
    }
  };
  const inOneOrder = await lastLooks(["a.example.com", "b.example.com"]);
  for (const id of ids.splice(0))
    await moto.deployed.route53().send(new DeleteHealthCheckCommand({ HealthCheckId: id }));
  expect(await lastLooks(["b.example.com", "a.example.com"])).toEqual(inOneOrder);
}, 30_000);
