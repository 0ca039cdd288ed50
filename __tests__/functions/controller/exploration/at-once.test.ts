import { MINUTE, refused, settings } from "../observed";
import { alarm, leaving, tick } from "../waking";
import { CrowdedWorld } from "./crowded-world";

/** Lets so many minutes pass, with a tick in each. */
async function minutes(world: CrowdedWorld, many: number): Promise<void> {
  for (let minute = 0; minute < many; minute++) {
    void world.deliver(tick);
    for (let second = 0; second < 60; second += 5) {
      await world.clock.until(world.time + 5_000);
      world.followDns();
    }
  }
}

function disaster(): CrowdedWorld {
  const world = new CrowdedWorld(settings, () => 40);
  world.primary = () => refused;
  return world;
}

test("all three triggers come at once, and twice: one failover, and each message once", async () => {
  const world = disaster();
  for (const event of [alarm("ALARM"), leaving, tick, alarm("ALARM"), leaving, tick]) void world.deliver(event);
  await minutes(world, 5);
  // It ignites, it serves, it is committed.
  expect(world.subjects).toHaveLength(3);
  expect(world.judge.broken).toEqual([]);
  expect(world.lock.revision).toBe(1);
});

test("at most two invocations of the schedule are alive at any time", async () => {
  const world = disaster();
  world.servesAfter = 10 * MINUTE;
  let most = 0;
  for (let minute = 0; minute < 20; minute++) {
    void world.deliver(tick);
    most = Math.max(most, world.alive);
    await world.clock.until(world.time + MINUTE);
  }
  expect(most).toBeLessThanOrEqual(2);
});

describe("of those that come in one second", () => {
  const operator = { version: 2, trigger: "operator" };
  /** Each look is a few calls of 40 ms, and ten seconds of confirming for the one that stays. */
  const A_LOOK = 1_000;
  const together = async (...events: unknown[]) => {
    const world = disaster();
    for (const event of events) void world.deliver(event);
    await world.clock.until(world.time + A_LOOK);
    return world;
  };

  test("at most two are ever at work: the lease's holder, and the tick for the length of one look", async () => {
    const world = await together(alarm("ALARM"), leaving, operator, tick);
    expect([world.mostAtWork, world.atWork]).toEqual([2, 1]);
    await minutes(world, 5);
    expect(world.mostAtWork).toBe(2);
  });

  test("a tick that is delivered twice is a third, for the length of one look", async () => {
    const world = await together(alarm("ALARM"), alarm("ALARM"), leaving, leaving, tick, tick);
    expect([world.mostAtWork, world.atWork]).toEqual([3, 1]);
  });

  test("those that are alive beside them ask for the lease and for nothing else, and EC2's for ten seconds", async () => {
    const world = await together(alarm("ALARM"), alarm("ALARM"), operator, operator, leaving, leaving, tick);
    expect(world.alive).toBe(3);
    await world.clock.until(world.time + 11_000);
    expect(world.alive).toBe(1);
  });
});
