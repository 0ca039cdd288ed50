import { good, refused } from "./observed";
import { failedOver, quietWorld, ticks, wake } from "./storyteller";

test("a dead primary: the standby is ignited, serves, and the failover is committed, with one message each", async () => {
  const world = await failedOver();
  expect(world.subjects).toEqual([
    "web: the primary is down, igniting the standby",
    "web: the standby serves",
    "web: failed over: users stay on the standby",
  ]);
  expect(world.lock.stored).toMatchObject({ writtenBy: "controller" });
  expect(world.memory.stored?.episode).toMatchObject({
    kind: "failover",
    witness: "own probes",
    recoverySeconds: expect.any(Number),
  });
  expect(world.memory.stored?.episode?.effectiveAt).toBeGreaterThan(world.memory.stored!.episode!.committedAt!);
});

test("a primary that returns after the commit changes nothing but one message", async () => {
  const world = await failedOver();
  world.primary = () => good;
  await ticks(world, 30);
  expect(world.lock.stored).toBeDefined();
  expect(world.power.state).toBe("running");
  expect(world.subjects.slice(3)).toEqual(["web: the primary answers again; users stay on the standby"]);
});

test("a failback brings users to the primary, stops the standby and ends the episode with its document", async () => {
  const world = await failedOver();
  world.primary = () => good;
  await ticks(world, 2);
  const answer = await wake(world, { version: 2, id: "one", command: "failback", reason: "mended" });
  expect(answer).toMatchObject({ accepted: true });
  await ticks(world, 10);
  expect(world.lock.stored).toBeUndefined();
  expect(world.power.state).toBe("stopped");
  expect(world.subjects.at(-1)).toBe("web: failed back: users are at the primary");
  expect(world.memory.stored?.episode).toBeUndefined();
  expect(world.memory.stored?.order).toBeUndefined();
  expect(world.recorded).toMatchObject([{ kind: "failover", outcome: "failed back" }]);
});

test("a 20-second blip ignites at most, never commits, and the standby stands down after ten minutes", async () => {
  const world = quietWorld();
  const begun = world.time;
  world.primary = () => (world.time - begun < 20_000 ? refused : good);
  await ticks(world, 14);
  expect(world.calls).not.toContain("commit");
  expect(world.power.state).toBe("stopped");
  expect(world.subjects).toEqual(["web: the primary is down, igniting the standby", "web: the primary is back"]);
});

test("a drill ignites, is ended by its operator, and leaves everything as it was", async () => {
  const world = quietWorld();
  expect(await wake(world, { version: 2, id: "d", command: "drill" })).toMatchObject({ accepted: true });
  await ticks(world, 2);
  expect(world.power.state).toBe("running");
  expect(await wake(world, { version: 2, id: "e", command: "end-drill" })).toMatchObject({ accepted: true });
  await ticks(world, 2);
  expect(world.power.state).toBe("stopped");
  expect(world.recorded).toMatchObject([{ kind: "drill", outcome: "the drill passed" }]);
  expect(world.calls).not.toContain("commit");
});
