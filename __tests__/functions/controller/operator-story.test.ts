import { good, MINUTE, refused, settings } from "./observed";
import { failedOver, quietWorld, ticks, wake } from "./storyteller";

test("a failback while the primary is down is refused, and changes nothing", async () => {
  const world = await failedOver();
  const request = { version: 2, id: "one", command: "failback", reason: "impatience" };
  expect(await wake(world, request)).toMatchObject({ accepted: false, code: "primary does not serve" });
  await ticks(world, 5);
  expect(world.lock.stored).toBeDefined();
  expect(world.memory.stored?.order).toBeUndefined();
});

test("a primary that dies in the middle of a failback keeps its users at the standby", async () => {
  const world = await failedOver();
  world.primary = () => good;
  await ticks(world, 1);
  await wake(world, { version: 2, id: "one", command: "failback", reason: "mended" });
  world.primary = () => (world.lock.stored ? good : refused);
  await ticks(world, 10);
  expect(world.lock.stored).toBeDefined();
  expect(world.power.state).toBe("running");
  expect(world.subjects).toContain("web: the failback failed: users stay on the standby");
});

test("maintenance that expires in the middle of an outage ends in a failover", async () => {
  const world = quietWorld();
  const until = new Date(world.time + 10 * MINUTE).toISOString();
  await wake(world, { version: 2, id: "m", command: "maintenance-on", reason: "patches", until });
  await ticks(world, 2);
  world.primary = () => refused;
  await ticks(world, 5);
  expect(world.calls).not.toContain("commit");
  expect(world.subjects).toContain("web: the primary is down, in maintenance");
  await ticks(world, 8);
  expect(world.lock.stored).toMatchObject({ writtenBy: "controller" });
});

test("a primary outside AWS is failed over from and back to like any other", async () => {
  const told = { ...settings, primary: { address: settings.primary.address } };
  const world = quietWorld();
  world.primary = () => refused;
  await ticks(world, 5, told);
  expect(world.lock.stored).toBeDefined();
  world.primary = () => good;
  await wake(world, { version: 2, id: "one", command: "failback", reason: "mended" }, told);
  await ticks(world, 10, told);
  expect(world.lock.stored).toBeUndefined();
  expect(world.power.state).toBe("stopped");
});
