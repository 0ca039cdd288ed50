import { FakeWorld } from "./fake-world";
import { good, MINUTE, refused, settings } from "./observed";
import { ticks, withDns } from "./storyteller";
import { running } from "./waking";

/** As Terraform leaves it: the standby boots. */
function deployed(): FakeWorld {
  const world = new FakeWorld();
  withDns(world);
  world.power = running;
  world.startedAt = world.time;
  return world;
}

test("a first boot of twenty minutes of the primary ignites nothing and stops nothing that serves users", async () => {
  const world = deployed();
  const begun = world.time;
  world.servesAfter = 90_000;
  world.primary = () => (world.time - begun < 20 * MINUTE ? refused : good);
  await ticks(world, 19);
  expect(world.calls).not.toContain("start");
  expect(world.calls).not.toContain("stop");
  await ticks(world, 5);
  expect(world.power.state).toBe("stopped");
  expect(world.mail).toEqual([]);
});

test("a first boot of twenty minutes of the standby is not cut off, and then it is proven and stopped", async () => {
  const world = deployed();
  world.servesAfter = 20 * MINUTE;
  await ticks(world, 19);
  expect(world.calls).not.toContain("stop");
  await ticks(world, 4);
  expect(world.power.state).toBe("stopped");
  expect(world.memory.stored?.provenStandby).toBe(settings.standby.instanceId);
});

test("the first stop comes when no resolver has the standby's address any more, which it got during the primary's long first boot", async () => {
  const world = deployed();
  const begun = world.time;
  world.primary = () => (world.time - begun < 20 * MINUTE ? refused : good);
  const { dns, stop } = world;
  let lastSentToStandby = 0;
  world.dns = () => {
    const says = dns();
    if (says !== "up") lastSentToStandby = world.time;
    return says;
  };
  let stoppedAt = 0;
  world.stop = () => {
    stoppedAt = world.time;
    return stop();
  };
  await ticks(world, 25);
  expect(world.power.state).toBe("stopped");
  expect(stoppedAt - lastSentToStandby).toBeGreaterThan(2 * settings.ttlSeconds * 1_000);
});
