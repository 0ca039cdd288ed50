import { healthOf, isEndpointHealthy } from "../../../embedded-aws/health-checks/aggregation";
import { type CheckDefinition, definitionOf } from "../../../embedded-aws/health-checks/definition";

type Config = Parameters<typeof definitionOf>[0]["HealthCheckConfig"];
const GOOD: Config = { Type: "HTTP", IPAddress: "203.0.113.1" };
const BAD: Config = { Type: "HTTP", IPAddress: "203.0.113.2" };

/** Endpoints at 203.0.113.1 are healthy, others not. */
function health(id: string, configs: Record<string, Config>) {
  const definitions = new Map<string, CheckDefinition>(
    Object.entries(configs).map(([Id, HealthCheckConfig]) => [
      Id,
      definitionOf({ Id, CallerReference: Id, HealthCheckConfig, HealthCheckVersion: 1 }),
    ]),
  );
  return healthOf(id, definitions, (endpoint) => ({
    healthy: configs[endpoint]?.IPAddress === "203.0.113.1",
    reason: endpoint,
  }));
}
const calculated = (HealthThreshold: number | undefined, ...ChildHealthChecks: string[]): Config => ({
  Type: "CALCULATED",
  ChildHealthChecks,
  ...(HealthThreshold !== undefined && { HealthThreshold }),
});

test.each([
  [0, 16, false],
  [2, 16, false],
  [3, 16, true],
  [18, 100, false],
  [19, 100, true],
  [1, 6, false],
  [2, 6, true],
])("%i of %i checkers that find it healthy are more than 18 %%: %s", (saying, all, healthy) => {
  expect(isEndpointHealthy(saying, all)).toBe(healthy);
});

test("inverted turns what was found", () => {
  expect(health("a", { a: { ...GOOD!, Inverted: true } })).toEqual({ healthy: false, reason: "inverted: a" });
  expect(health("a", { a: { ...BAD!, Inverted: true } }).healthy).toBe(true);
});

test("a disabled check is healthy whatever is found, and unhealthy if it is inverted as well", () => {
  expect(health("a", { a: { ...BAD!, Disabled: true } })).toEqual({ healthy: true, reason: "the check is disabled" });
  expect(health("a", { a: { ...BAD!, Disabled: true, Inverted: true } }).healthy).toBe(false);
  expect(health("c", { c: { ...calculated(1, "b")!, Disabled: true }, b: BAD }).healthy).toBe(true);
});

test.each([
  [0, true],
  [1, true],
  [2, false],
  [3, false],
])("a calculated check with one healthy child of two and threshold %i is healthy: %s", (threshold, healthy) => {
  const checks = { a: GOOD, b: BAD, c: calculated(threshold, "a", "b") };
  expect(health("c", checks).healthy).toBe(healthy);
  expect(health("c", { ...checks, c: { ...checks.c!, Inverted: true } }).healthy).toBe(!healthy);
});

test("a calculated check counts its children as they count: inverted, disabled and calculated ones too", () => {
  const checks = {
    lock: { ...BAD!, Inverted: true },
    off: { ...BAD!, Disabled: true },
    inner: calculated(1, "good", "bad"),
    good: GOOD,
    bad: BAD,
    all: calculated(undefined, "lock", "off", "inner"),
  };
  expect(health("all", checks).reason).toBe(
    "3 of 3 healthy, 3 needed (inverted: lock; the check is disabled; 1 of 2 healthy, 1 needed (good; bad))",
  );
});

test("a child that is not deployed, a type that is not simulated, and a circle are named", () => {
  expect(() => health("c", { c: calculated(1, "gone") })).toThrow("Health check gone is not deployed.");
  expect(() => health("t", { t: { Type: "TCP", IPAddress: "203.0.113.1" } })).toThrow(
    "Health check t is of type TCP; the embedded AWS evaluates HTTP, HTTPS and CALCULATED only.",
  );
  expect(() => health("c", { c: calculated(1, "d"), d: calculated(1, "c") })).toThrow("calculated from itself");
});
