import { run } from "../../operations/command-line";
import { armed, MINUTE } from "../functions/controller/observed";
import { OperatorWorld } from "./operator-world";

function waiting(typed?: "web"): OperatorWorld {
  const world = new OperatorWorld(typed);
  world.controller.memory.put(armed());
  return world;
}

const ON = ["maintenance", "on", "web", "--reason", "patching", "--yes"];

test("maintenance ignites the standby and is followed until it serves", async () => {
  const world = waiting();
  expect(await run(world, [...ON, "--until", "2h"])).toBe(0);
  expect(world.followed()).toMatchSnapshot();
  expect(world.controller.memory.stored?.maintenance).toMatchObject({ reason: "patching", standby: "running" });
  expect(world.controller.power.state).toBe("running");
});

test("--no-standby starts nothing, and there is nothing to follow", async () => {
  const world = waiting();
  expect(await run(world, [...ON, "--until", "2026-01-02T05:00Z", "--no-standby"])).toBe(0);
  expect(world.controller.power.state).toBe("stopped");
  expect(world.controller.memory.stored?.maintenance).toMatchObject({
    until: Date.UTC(2026, 0, 2, 5),
    standby: "left alone",
  });
});

test("maintenance off is said with what becomes of the standby", async () => {
  const world = waiting();
  await run(world, [...ON, "--until", "90m"]);
  expect(await run(world, ["maintenance", "off"])).toBe(0);
  expect(world.said()).toContain(
    "the controller protects again.\nA standby that it had started is stopped once both witnesses have seen the primary for 600 s.\n",
  );
  expect(world.controller.memory.stored?.maintenance).toBeUndefined();
});

test("maintenance off counts the time for which resolvers may know the standby, where that is longer", async () => {
  const world = waiting();
  world.environment = { TTL_SECONDS: "3600" };
  await run(world, [...ON, "--until", "90m"]);
  await run(world, ["maintenance", "off"]);
  expect(world.said()).toContain("once both witnesses have seen the primary for 7200 s.\n");
});

test("a standby that boots slowly has two boots to serve", async () => {
  const world = waiting();
  world.environment = { BOOT_SECONDS: "3600" };
  world.controller.servesAfter = Number.POSITIVE_INFINITY;
  expect(await run(world, [...ON, "--until", "5h"])).toBe(1);
  expect(world.wrong()).toContain("the standby does not serve after 2 h 0 min");
});

test("a standby that does not serve fails the command, with maintenance still on", async () => {
  const world = waiting();
  world.controller.servesAfter = Number.POSITIVE_INFINITY;
  const begun = world.now();
  expect(await run(world, [...ON, "--until", "2h"])).toBe(1);
  expect(world.wrong()).toContain("Maintenance is on, and the standby does not serve after 15 min 0 s");
  expect(world.now() - begun).toBeLessThan(18 * MINUTE);
});

test("somebody else's end of the maintenance is said", async () => {
  const world = waiting();
  world.controller.servesAfter = Number.POSITIVE_INFINITY;
  world.meanwhile = async () => {
    const { memory } = world.controller;
    const { maintenance: _, ...rest } = memory.stored!;
    memory.put(rest);
  };
  const begun = world.now();
  expect(await run(world, [...ON, "--until", "2h"])).toBe(1);
  expect(world.wrong()).toBe("The maintenance is over: somebody has ended it.\n");
  expect(world.now() - begun).toBeLessThan(5 * MINUTE);
});

test("a time that is none, or what is missing, is a wrong command line", async () => {
  const world = waiting();
  expect(await run(world, [...ON, "--until", "tomorrow"])).toBe(2);
  expect(world.wrong()).toBe(
    '--until is "tomorrow"; it must be a time such as 2026-01-02T05:04:05.000Z, or 90m, 2h, 1d from now.\n',
  );
  expect(await run(world, ON)).toBe(2);
  expect(await run(world, ["maintenance", "off", "--until", "2h"])).toBe(2);
  expect(await run(world, ["maintenance", "perhaps"])).toBe(2);
});

test("a time that the controller does not allow is refused in its words", async () => {
  const world = waiting();
  expect(await run(world, [...ON, "--until", "30d"])).toBe(3);
  expect(world.wrong()).toContain("it must be a time within the next seven days");
});
