import { run } from "../../operations/command-line";
import { armed, MINUTE } from "../functions/controller/observed";
import { OperatorWorld } from "./operator-world";

/** All is well. DNS follows the lock, at once. */
function waiting(typed?: "web" | "wbe" | "Ctrl-D"): OperatorWorld {
  const world = new OperatorWorld(typed);
  const { controller } = world;
  controller.dns = () => (controller.lock.stored === undefined ? "up" : "gone");
  controller.memory.put(armed());
  return world;
}

const FAILOVER = ["failover", "web", "--reason", "region evacuated"];

test("a failover is followed until users are at the standby, to stay", async () => {
  const world = waiting();
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(0);
  expect(world.followed()).toMatchSnapshot();
  expect(world.controller.lock.stored).toMatchObject({ writtenBy: "operator", why: "region evacuated" });
});

test("with --json every line is a document", async () => {
  const world = waiting();
  expect(await run(world, [...FAILOVER, "--yes", "--json"])).toBe(0);
  const documents = world
    .said()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(documents[0]).toMatchObject({ kind: "answer", accepted: true });
  expect(documents.filter(({ kind }) => kind === "event").length).toBeGreaterThan(3);
  expect(documents.at(-1)).toMatchObject({ kind: "users", sentTo: "standby", served: "yes" });
});

test("typing the workload's name orders it, without --yes", async () => {
  const world = waiting("web");
  expect(await run(world, FAILOVER)).toBe(0);
  expect(world.wrong()).toContain("stay there until a failback.\nType web to go on: ");
});

test("typing anything else, or closing the input, orders nothing", async () => {
  for (const typed of ["wbe", "Ctrl-D"] as const) {
    const world = waiting(typed);
    expect(await run(world, FAILOVER)).toBe(3);
    expect(world.wrong()).toContain("Nothing was done.");
    expect(world.calls).not.toContain("us-east-1: Invoke");
  }
});

test("without a terminal and without --yes it is refused", async () => {
  const world = waiting();
  expect(await run(world, FAILOVER)).toBe(2);
  expect(world.wrong()).toContain("Nobody can be asked here");
});

test("what the controller refuses is said in its words", async () => {
  const world = waiting();
  world.controller.lock.put({ version: 2 } as never);
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(3);
  expect(world.wrong()).toContain("Already failed over: the lock was written at");
});

test("a standby that never serves: the controller gives up, and so does the command", async () => {
  const world = waiting();
  world.controller.servesAfter = Number.POSITIVE_INFINITY;
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(1);
  expect(world.said()).toContain("1802.0 s  the operator's failover is given up");
  expect(world.wrong()).toBe(
    "The failover has failed: there is no lock, and the controller has given up. What happened stands above.\n",
  );
});

test("where DNS does not turn within three minutes the command says where users are, and fails", async () => {
  const world = waiting();
  world.controller.dns = () => "up";
  const begun = world.now();
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(1);
  expect(world.said()).toContain("Users now: DNS sends them to the primary");
  expect(world.now() - begun).toBeLessThan(5 * MINUTE);
});

test("Ctrl-C ends the command and not the failover, and says how to follow it", async () => {
  const world = waiting();
  world.meanwhile = world.pressCtrlC;
  world.controller.servesAfter = Number.POSITIVE_INFINITY;
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(130);
  expect(world.wrong()).toContain(
    "goes on without this command; follow it with `npx --no pilot-light status web --watch`",
  );
  expect(world.controller.memory.stored?.order).toMatchObject({ do: "failover" });
  expect(world.signals).toEqual([]);
});

test("an answer that never came is asked for again with the same id", async () => {
  const world = waiting();
  const asked: string[] = [];
  world.instead.Invoke = async ({ InvocationType, Payload }) => {
    const event = JSON.parse(Payload as string);
    const answer = await world.wake(event);
    if (InvocationType === "Event") return {};
    asked.push(event.id);
    if (asked.length === 1) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    return { Payload: Buffer.from(JSON.stringify(answer)) };
  };
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(0);
  expect(asked).toHaveLength(2);
  expect(new Set(asked).size).toBe(1);
});

test("a controller that crashes is called broken, with where to look", async () => {
  const world = waiting();
  world.instead.Invoke = () => ({
    FunctionError: "Unhandled",
    Payload: Buffer.from('{"errorMessage":"EnvironmentError"}'),
  });
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(1);
  expect(world.wrong()).toMatch(
    /The controller is broken: .*EnvironmentError.*\n.*aws logs tail \/aws\/lambda\/pilot-light-web --region us-east-1/,
  );
});

test("the controller is not woken while another invocation holds the lease, and at most every ten seconds", async () => {
  const world = waiting();
  const woken: number[] = [];
  const begun = world.now();
  world.controller.lease.put({ version: 2, holder: "another", until: begun + 30_000 });
  world.instead.Invoke = async ({ InvocationType, Payload }) => {
    if (InvocationType === "Event") {
      woken.push(world.now() - begun);
      return {};
    }
    return { Payload: Buffer.from(JSON.stringify(await world.wake(JSON.parse(Payload as string)))) };
  };
  world.meanwhile = async () => {
    if (world.now() - begun >= 60_000) world.pressCtrlC();
  };
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(130);
  expect(woken).toEqual([30_000, 40_000, 50_000]);
});

test("a record that cannot be read for a while is said once, and followed again", async () => {
  const world = waiting();
  let reads = 0;
  world.unreadable = (key) => key === "controller/memory.json" && ++reads > 2 && reads < 6;
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(0);
  expect(world.said().match(/The record cannot be read: SlowDown: it said so. Trying again./g)).toHaveLength(1);
});

test("a controller that does nothing is said every three minutes, and given up after 45, two boots and two TTLs", async () => {
  const world = waiting();
  world.instead.Invoke = async ({ InvocationType, Payload }) =>
    InvocationType === "Event"
      ? {}
      : { Payload: Buffer.from(JSON.stringify(await world.wake(JSON.parse(Payload as string)))) };
  expect(await run(world, [...FAILOVER, "--yes"])).toBe(1);
  expect(world.said().match(/Nothing new for 3 min 0 s\. The controller's log: aws logs tail/g)).toHaveLength(15);
  expect(world.wrong()).toMatch(/^Still not done after 47 min 0 s\. The way round/);
});
