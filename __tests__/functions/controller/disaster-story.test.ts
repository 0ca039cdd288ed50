import type { StartOutcome } from "../../../functions/controller/standby-instance";
import type { FakeWorld } from "./fake-world";
import { good, MINUTE, refused } from "./observed";
import { failedOver, quietWorld, ticks, wake, withDns } from "./storyteller";

const count = (world: FakeWorld, call: string) => world.calls.filter((each) => each === call).length;

test("a primary that flaps every 40 s for an hour is committed away from once at most", async () => {
  const world = quietWorld();
  const begun = world.time;
  world.primary = () => (Math.floor((world.time - begun) / 40_000) % 2 === 0 ? refused : good);
  await ticks(world, 60);
  expect(count(world, "commit")).toBeLessThanOrEqual(1);
  expect(new Set(world.subjects).size).toBe(world.subjects.length);
});

test("the alarm never comes, and the schedule alone fails over", async () => {
  const world = await failedOver();
  expect(world.lock.stored).toBeDefined();
});

test("the instance dies between StartInstances and the lock: it is started again, and people know why", async () => {
  const world = quietWorld();
  world.primary = () => refused;
  world.servesAfter = 10 * MINUTE;
  await wake(world);
  world.power = { state: "stopped", type: "t3.micro", reason: "Server.InternalError" };
  world.servesAfter = 20_000;
  await ticks(world, 5);
  expect(count(world, "start")).toBe(2);
  expect(world.subjects).toContain("web: the standby was started and stopped again");
  expect(world.lock.stored).toBeDefined();
});

test("the function dies between StartInstances and the lock, and the next tick goes on", async () => {
  const world = quietWorld();
  world.primary = () => refused;
  const { start } = world;
  world.start = async () => {
    await start();
    return new Promise(() => {});
  };
  void wake(world);
  await new Promise(setImmediate);
  expect(world.power.state).toBe("pending");
  world.start = start;
  world.time += 2 * MINUTE;
  await ticks(world, 5);
  expect(world.lock.stored).toMatchObject({ writtenBy: "controller" });
  expect(world.memory.stored?.episode?.committedAt).toBeDefined();
});

test("the lock's write fails: people are told, and the lock is written when S3 is back", async () => {
  const world = quietWorld();
  world.primary = () => refused;
  const { write } = world.lock;
  world.lock.write = async () => ({ kind: "failed", why: "ServiceUnavailable" });
  expect(await ticks(world, 4)).toBeGreaterThan(0);
  expect(world.subjects.filter((subject) => subject.includes("could not"))).toHaveLength(1);
  world.lock.write = write;
  await ticks(world, 3);
  expect(world.lock.stored).toBeDefined();
});

test("Route 53's checkers are blocked while the controller reaches the primary: the standby serves, nothing is committed, people are told", async () => {
  const world = quietWorld();
  withDns(world, () => false);
  await ticks(world, 20);
  expect(world.power.state).toBe("running");
  expect(world.calls).not.toContain("commit");
  expect(world.calls).not.toContain("stop");
  expect(world.mail[0]?.text).toContain("The zone's name servers answer the standby's address");
});

test("a primary that swallows every packet, so that each probe takes six seconds, is failed over all the same", async () => {
  const world = quietWorld();
  const lost = { kind: "fails", why: "time-out", phase: "connect" } as const;
  world.primary = () => lost;
  world.sights.probePrimary = async () => {
    world.time += 6_000;
    return lost;
  };
  await ticks(world, 5);
  expect(world.lock.stored).toMatchObject({ writtenBy: "controller" });
});

test("the path between the regions breaks while users reach the primary: ignited, never committed", async () => {
  const world = quietWorld();
  world.primary = () => refused;
  withDns(world, () => true);
  await ticks(world, 60);
  expect(world.power.state).toBe("running");
  expect(world.calls).not.toContain("commit");
  expect(world.subjects).toHaveLength(2);
});

test("capacity arrives after twenty minutes, and the standby serves then", async () => {
  const world = quietWorld();
  const begun = world.time;
  world.primary = () => refused;
  const { start } = world;
  world.start = async (): Promise<StartOutcome> =>
    world.time - begun < 20 * MINUTE
      ? { kind: "refused", code: "InsufficientInstanceCapacity", message: "no capacity" }
      : start();
  await ticks(world, 25);
  expect(world.lock.stored).toBeDefined();
  expect(world.subjects.filter((subject) => subject.includes("cannot be started"))).toHaveLength(1);
});

test("a standby that boots and does not serve is never committed to, and people are told", async () => {
  const world = quietWorld();
  world.primary = () => refused;
  world.servesAfter = Number.POSITIVE_INFINITY;
  await ticks(world, 30);
  expect(world.calls).not.toContain("commit");
  expect(world.subjects.filter((subject) => subject.includes("late"))).toHaveLength(1);
});

test("a primary that returns one second before the commit stays in service", async () => {
  const committed = await failedOver();
  const { committedAt } = committed.memory.stored!.episode!;
  const world = quietWorld();
  world.primary = () => (world.time < committedAt! - 1_000 ? refused : good);
  await ticks(world, 20);
  expect(world.calls).not.toContain("commit");
  expect(world.power.state).toBe("stopped");
});

test("a primary that returns one second after the commit finds its users gone for good", async () => {
  const committed = await failedOver();
  const { committedAt } = committed.memory.stored!.episode!;
  const world = quietWorld();
  world.primary = () => (world.time <= committedAt! + 1_000 ? refused : good);
  await ticks(world, 30);
  expect(world.lock.stored).toBeDefined();
  expect(world.power.state).toBe("running");
});
