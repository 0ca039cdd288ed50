import { MINUTE, refused, settings } from "../observed";
import { alarm } from "../waking";
import { CrowdedWorld } from "./crowded-world";

const leaving = {
  "detail-type": "EC2 Instance State-change Notification",
  detail: { "instance-id": settings.primary.instanceId, state: "stopping" },
};
const tick = { version: 2, trigger: "schedule" };

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

test("of six that come at once one stays, and the others end with their first look", async () => {
  const world = disaster();
  for (const event of [alarm("ALARM"), leaving, tick, alarm("ALARM"), leaving, tick]) void world.deliver(event);
  // A look is a few calls of 40 ms each.
  await world.clock.until(world.time + 2_000);
  expect(world.alive).toBe(1);
});
