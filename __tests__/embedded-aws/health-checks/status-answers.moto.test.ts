import {
  GetHealthCheckLastFailureReasonCommand,
  GetHealthCheckStatusCommand,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import { runningMoto } from "../running-moto";
import { deployHealthCheck } from "../small-deployment";
import { watchedDeployment } from "./watched-deployment";

const ADDRESS = "203.0.113.10";
const moto = runningMoto();
let world: Awaited<ReturnType<typeof watchedDeployment>>;
let id: string;
let calculated: string;

beforeAll(async () => {
  world = await watchedDeployment(moto);
  const site = { Type: "HTTP", IPAddress: ADDRESS, RequestInterval: 10 } as const;
  id = await deployHealthCheck(world.clients, site);
  calculated = await deployHealthCheck(world.clients, { Type: "CALCULATED", ChildHealthChecks: [id] });
  await world.checks.refresh();
  world.clock.start();
  await world.pass(20);
  world.up.add(ADDRESS);
  await world.pass(20);
}, 30_000);
afterAll(() => world?.stop());

const status = async (route53: Route53Client, HealthCheckId: string) =>
  (await route53.send(new GetHealthCheckStatusCommand({ HealthCheckId }))).HealthCheckObservations!;
const lastFailures = async (route53: Route53Client, HealthCheckId: string) =>
  (await route53.send(new GetHealthCheckLastFailureReasonCommand({ HealthCheckId }))).HealthCheckObservations!;

test("the gap: bare moto makes up one checker for every check, and knows no last failures", async () => {
  expect(await status(moto.deployed.route53(), calculated)).toMatchObject([{ IPAddress: "127.0.13.37" }]);
  await expect(lastFailures(moto.deployed.route53(), id)).rejects.toThrow();
});

test("each checker says what it saw last, where it stands, and when that was in AWS time", async () => {
  const observations = await status(world.clients.route53(), id);
  expect(observations).toHaveLength(16);
  expect(new Set(observations.map(({ Region }) => Region)).size).toBe(8);
  expect(observations[0]).toMatchObject({
    Region: "us-east-1",
    IPAddress: "54.243.31.193",
    StatusReport: { Status: "Success: HTTP Status Code 200, OK" },
  });
  const now = world.clock.now();
  for (const { StatusReport } of observations) {
    expect(now - StatusReport!.CheckedTime!.getTime()).toBeLessThanOrEqual(10_080);
  }
});

test("the last failure is kept after the endpoint has recovered", async () => {
  const observations = await lastFailures(world.clients.route53(), id);
  expect(observations).toHaveLength(16);
  expect(observations[15]!.StatusReport!.Status).toMatch(
    /^Failure: The health checker could not establish a connection/,
  );
});

test("a calculated check has no checkers, and a check that does not exist is named", async () => {
  const route53 = world.clients.route53();
  await expect(status(route53, calculated)).rejects.toThrow(expect.objectContaining({ name: "InvalidInput" }));
  await expect(status(route53, "00000000-0000-0000-0000-000000000000")).rejects.toThrow(
    expect.objectContaining({ name: "NoSuchHealthCheck" }),
  );
});

test("a check is known as soon as it was created, before any checker has looked", async () => {
  world.clock.pause();
  const created = await deployHealthCheck(world.clients, { Type: "HTTP", IPAddress: "203.0.113.11" });
  expect(await status(world.clients.route53(), created)).toEqual([]);
  expect(world.checks.statusOf(created).healthy).toBe(true);
});
