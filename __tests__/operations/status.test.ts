import { run } from "../../operations/command-line";
import { armed } from "../functions/controller/observed";
import { OperatorWorld } from "./operator-world";

function waiting(): OperatorWorld {
  const world = new OperatorWorld();
  world.controller.memory.put(armed());
  return world;
}

/** Ctrl-C after so many screens. */
function pressCtrlCAfter(world: OperatorWorld, screens: number, meanwhile: (screen: number) => void = () => {}): void {
  let seen = 0;
  world.meanwhile = () => {
    meanwhile(++seen);
    if (seen === screens) world.pressCtrlC();
  };
}

test("status shows one screen", async () => {
  const world = waiting();
  expect(await run(world, ["status", "web"])).toBe(0);
  expect(world.said()).toMatch(/^web: www.example.com, standby in us-east-1/);
  expect(world.said()).toContain("Mode      waiting: the standby is ignited when the primary is down\n");
});

test("status --json is the same as data", async () => {
  const world = waiting();
  expect(await run(world, ["status", "--json"])).toBe(0);
  expect(JSON.parse(world.said())).toMatchObject({
    workload: "web",
    users: { sentTo: "primary", served: "yes" },
    mode: { name: "waiting" },
    lock: { known: true, value: { exists: false } },
    byHand: { startStandby: expect.stringContaining("aws ec2 start-instances") },
  });
});

test("what cannot be read is shown as unknown, and the command has done its work", async () => {
  const world = waiting();
  world.unreadable = () => true;
  expect(await run(world, ["status"])).toBe(0);
  expect(world.said()).toContain("Lock      unknown: SlowDown: it said so\n");
});

test("--watch draws the screen anew every five seconds on a terminal, until Ctrl-C", async () => {
  const world = waiting();
  world.terminal.output.isTTY = true;
  const begun = world.now();
  pressCtrlCAfter(world, 3);
  expect(await run(world, ["status", "--watch"])).toBe(130);
  expect(world.said().split("\u001b[2J\u001b[H")).toHaveLength(4);
  expect(world.now() - begun).toBe(15_000);
  expect(world.wrong()).toBe("No longer watching web.\n");
  expect(world.signals).toEqual([]);
});

test("--watch without a terminal prints when something has changed, and only then", async () => {
  const world = waiting();
  pressCtrlCAfter(world, 6, (screen) => {
    if (screen === 4) world.controller.dns = () => "gone";
  });
  expect(await run(world, ["status", "--watch"])).toBe(130);
  expect(world.said().match(/^web: /gm)).toHaveLength(2);
  expect(world.said()).not.toContain("\u001b");
});

test("--watch --json prints a document a line when something has changed", async () => {
  const world = waiting();
  world.terminal.output.isTTY = true;
  pressCtrlCAfter(world, 4, (screen) => {
    if (screen === 2) world.controller.lock.put({ version: 2 } as never);
  });
  expect(await run(world, ["status", "--watch", "--json"])).toBe(130);
  const documents = world.said().trim().split("\n");
  expect(documents.map((line) => JSON.parse(line).mode.name)).toEqual(["waiting", "failed over"]);
});
