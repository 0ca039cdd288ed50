import { run } from "../../operations/command-line";
import { armed, NOW, opened, refused } from "../functions/controller/observed";
import { OperatorWorld } from "./operator-world";

const DAY = 24 * 3_600_000;

/** All is well, and a standby that answers as soon as the controller's probes say so. */
function waiting(): OperatorWorld {
  const world = new OperatorWorld();
  world.controller.memory.put(armed());
  return world;
}

const DRILL = ["drill", "web", "--yes"];

test("a drill ignites the standby, judges it, stops it, and says what to set", async () => {
  const world = waiting();
  expect(await run(world, DRILL)).toBe(0);
  expect(world.followed()).toMatchSnapshot();
  expect(world.controller.power.state).toBe("stopped");
  expect(world.controller.lock.stored).toBeUndefined();
  expect(world.controller.memory.stored?.order).toBeUndefined();
});

test("a drill whose certificate runs out within two weeks has failed, and the standby is stopped all the same", async () => {
  const world = waiting();
  world.page = () => ({
    kind: "answers",
    status: 200,
    ms: 20,
    excerpt: "",
    certificate: { issuer: "Example CA", validTo: world.now() + 10 * DAY + 1 },
  });
  expect(await run(world, DRILL)).toBe(1);
  expect(world.said()).toContain("ok   a browser accepts its certificate (by Example CA)");
  expect(world.said()).toContain("BAD  its certificate is good for 10 days only");
  expect(world.controller.power.state).toBe("stopped");
});

test("a standby that answers the controller and not the operator has failed the drill", async () => {
  const world = waiting();
  world.page = () => ({ kind: "fails", why: "ECONNREFUSED" });
  expect(await run(world, DRILL)).toBe(1);
  expect(world.said()).toContain("BAD  the standby does not answer from here: ECONNREFUSED");
  expect(world.controller.power.state).toBe("stopped");
});

test("a boot that is longer than the promise allows is said, with the bootSeconds to set", async () => {
  const world = waiting();
  world.controller.servesAfter = 61_000;
  expect(await run(world, DRILL)).toBe(0);
  expect(world.said()).toContain("does NOT hold");
  expect(world.said()).toMatch(/set bootSeconds: (55|60) \(the promise is then about 2\d\d s/);
});

test("a standby that does not serve within a quarter of an hour has failed the drill, and is stopped", async () => {
  const world = waiting();
  world.controller.servesAfter = Number.POSITIVE_INFINITY;
  expect(await run(world, DRILL)).toBe(1);
  expect(world.said()).toContain("the drill failed");
  expect(world.controller.power.state).toBe("stopped");
});

test("--keep leaves the standby running, and drill --end ends that with its times", async () => {
  const world = waiting();
  expect(await run(world, [...DRILL, "--keep"])).toBe(0);
  expect(world.said()).toContain("End it with `npx --no pilot-light drill web --end`.");
  expect(world.controller.power.state).toBe("running");
  expect(await run(world, ["drill", "--end"])).toBe(0);
  expect(world.controller.power.state).toBe("stopped");
  expect(world.said()).toContain("The drill ends: the standby is stopped.");
  expect(world.said()).toContain("the drill passed\n  start to running");
});

test("Ctrl-C in the middle ends the drill, not only the command", async () => {
  const world = waiting();
  world.controller.servesAfter = 400_000;
  world.meanwhile = world.pressCtrlC;
  expect(await run(world, DRILL)).toBe(130);
  expect(world.said()).toContain("The drill ends: the standby is stopped.");
  expect(world.controller.power.state).toBe("stopped");
  expect(world.wrong()).toContain("goes on without this command");
});

test("a second Ctrl-C is nobody's but the process's", async () => {
  const world = waiting();
  world.controller.servesAfter = 400_000;
  world.meanwhile = world.pressCtrlC;
  const listening: number[] = [];
  world.instead.Invoke = async ({ Payload }) => {
    const event = JSON.parse(Payload as string);
    if (event.command === "end-drill") listening.push(world.signals.length);
    return { Payload: Buffer.from(JSON.stringify((await world.wake(event)) ?? null)) };
  };
  expect(await run(world, DRILL)).toBe(130);
  expect(listening).toEqual([0]);
});

test("a failure in the middle ends the drill too", async () => {
  const world = waiting();
  world.page = () => {
    throw new Error("nobody expected this");
  };
  expect(await run(world, DRILL)).toBe(1);
  expect(world.wrong()).toContain("nobody expected this");
  expect(world.controller.power.state).toBe("stopped");
});

test("where the drill cannot be ended either, the message says that the controller ends it by itself", async () => {
  const world = waiting();
  world.page = () => {
    world.instead.Invoke = () => {
      throw new Error("no network");
    };
    throw new Error("nobody expected this");
  };
  expect(await run(world, DRILL)).toBe(1);
  expect(world.said()).toMatch(/could not be ended \(.*no network\). The controller ends it by itself within minutes/);
});

test("a primary that dies during the drill makes it a failover, which the command leaves to the controller", async () => {
  const world = waiting();
  world.controller.servesAfter = 300_000;
  world.meanwhile = () => {
    world.controller.primary = () => refused;
  };
  expect(await run(world, DRILL)).toBe(1);
  expect(world.wrong()).toContain("The drill has become a failover: the controller has taken over.");
});

test("a drill is refused in the controller's words while failed over", async () => {
  const world = waiting();
  world.controller.lock.put({ version: 2 } as never);
  expect(await run(world, DRILL)).toBe(3);
  expect(world.wrong()).toMatch(/^Failed over: .*\n$/);
});

test("a drill is no end of itself: --keep and --end exclude each other", async () => {
  const world = waiting();
  expect(await run(world, [...DRILL, "--keep", "--end"])).toBe(2);
});

test("with --json the times are data", async () => {
  const world = waiting();
  expect(await run(world, [...DRILL, "--json"])).toBe(0);
  const last = JSON.parse(world.said().trim().split("\n").at(-1)!);
  expect(last).toMatchObject({ kind: "drill", outcome: "the drill passed", bootSeconds: 16, promisedBootSeconds: 30 });
});

test("what had happened before is not told as the drill's", async () => {
  const world = waiting();
  const events = [{ at: NOW - 1, what: "old news" }];
  world.controller.memory.put(
    armed({ finished: [opened({ id: "web/old", endedAt: NOW - 1, outcome: "failed back", events })] }),
  );
  expect(await run(world, DRILL)).toBe(0);
  expect(world.said()).not.toContain("old news");
});
