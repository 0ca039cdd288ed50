import { run } from "../../operations/command-line";
import { armed } from "../functions/controller/observed";
import { OperatorWorld } from "./operator-world";

/** A small AWS that answers a part of what is asked. */
function waiting(): OperatorWorld {
  const world = new OperatorWorld();
  world.controller.memory.put(armed());
  return world;
}

test("it says what it found, and fails where it could not find out what matters", async () => {
  const world = waiting();
  expect(await run(world, ["preflight", "web"])).toBe(1);
  expect(world.said()).toMatch(/ {2}ok {7}the standby's server: .* is stopped\n/);
  expect(world.said()).toMatch(
    / {2}unknown {2}the failover records: could not be read: Nobody answers ListHostedZones/,
  );
  expect(world.said()).toMatch(/unknown: do not rely on it tonight\.\n$/);
});

test("it calls the standby's region and us-east-1, and changes nothing", async () => {
  const world = waiting();
  await run(world, ["preflight"]);
  expect(world.calls.filter((call) => !call.startsWith("us-east-1: "))).toEqual([]);
  expect(world.calls.filter((call) => !/: (Get|List|Describe)/.test(call))).toEqual([]);
});

test("it calls the primary's region where that is named", async () => {
  const world = waiting();
  await run(world, ["preflight", "--primary", "eu-west-3"]);
  expect(world.calls).toContain("eu-west-3: DescribeInstances");
  expect(world.calls).toContain("eu-west-3: GetResources");
});

test("--json prints every line as data", async () => {
  const world = waiting();
  expect(await run(world, ["preflight", "--json"])).toBe(1);
  const report = JSON.parse(world.said());
  expect(report).toMatchObject({ workload: "web", region: "us-east-1", passed: false });
  expect(report.groups[0].lines[0]).toMatchObject({
    state: "ok",
    title: "the standby's server",
    why: expect.any(String),
  });
});

test("a region that is none is refused before anything is called", async () => {
  const world = waiting();
  expect(await run(world, ["preflight", "--primary", "frankfurt"])).toBe(2);
  expect(world.wrong()).toMatch(/^--primary is "frankfurt"; it must be a region/);
  expect(world.calls).toEqual([]);
});

test("where nothing is deployed it says so, and how to look elsewhere", async () => {
  const world = waiting();
  expect(await run(world, ["preflight", "shop"])).toBe(6);
  expect(world.wrong()).toContain("shop");
});

test("its help says what is left out without --primary", async () => {
  const world = waiting();
  expect(await run(world, ["preflight", "--help"])).toBe(0);
  expect(world.said()).toContain("The primary's region only with --primary");
});
