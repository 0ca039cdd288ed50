import { run } from "../../operations/command-line";
import { armed, good, MINUTE, refused } from "../functions/controller/observed";
import { OperatorWorld } from "./operator-world";

/** DNS as Route 53 answers, at once: the standby while the lock exists or the primary does not answer. */
function withDns({ controller }: OperatorWorld): void {
  controller.dns = () =>
    controller.lock.stored !== undefined || controller.primary().kind === "fails" ? "gone" : "up";
}

/** A committed failover, whose primary answers again. */
async function failedOver(typed?: "web" | "wbe"): Promise<OperatorWorld> {
  const world = new OperatorWorld(typed);
  const { controller } = world;
  withDns(world);
  controller.memory.put(armed());
  controller.primary = () => refused;
  for (let minute = 0; minute < 3; minute++) {
    await world.wake();
    controller.time += MINUTE;
  }
  controller.primary = () => good;
  return world;
}

const FAILBACK = ["failback", "web", "--reason", "the primary is checked"];

test("a failback is followed until users are at the primary and the standby is stopped", async () => {
  const world = await failedOver();
  expect(await run(world, [...FAILBACK, "--yes"])).toBe(0);
  expect(world.followed()).toMatchSnapshot();
  expect(world.wrong()).toBe("");
  expect(world.controller.power.state).toBe("stopped");
  expect(world.controller.lock.stored).toBeUndefined();
});

test("a primary that does not serve is a refusal, and --force skips the controller's own probes", async () => {
  const world = await failedOver();
  world.controller.primary = () => refused;
  expect(await run(world, [...FAILBACK, "--yes"])).toBe(3);
  expect(world.wrong()).toMatch(/^The primary does not serve: the connection failed \(ECONNREFUSED\)/);
  world.controller.dns = () => (world.controller.lock.stored === undefined ? "up" : "gone");
  world.page = () => ({ kind: "answers", status: 200, ms: 1, excerpt: "" });
  expect(await run(world, [...FAILBACK, "--yes", "--force"])).toBe(0);
});

test("a primary that stops answering on the way keeps users on the standby, and the command fails", async () => {
  const world = await failedOver();
  world.instead.Invoke = async ({ InvocationType, Payload }) => {
    const answer = await world.wake(JSON.parse(Payload as string));
    // Answered, and dead a moment later.
    world.controller.primary = () => refused;
    return InvocationType === "Event" ? {} : { Payload: Buffer.from(JSON.stringify(answer)) };
  };
  expect(await run(world, [...FAILBACK, "--yes"])).toBe(1);
  expect(world.said()).toMatch(/no failback: the connection failed \(ECONNREFUSED\)/);
  expect(world.said()).toContain("Users now: DNS sends them to the standby");
  expect(world.wrong()).toBe("The failback has failed. What happened stands above.\n");
});

test("DNS that does not turn in time locks again, and the command fails", async () => {
  const world = await failedOver();
  world.controller.dns = () => "gone";
  expect(await run(world, [...FAILBACK, "--yes"])).toBe(1);
  expect(world.said()).toContain("the failback failed: after 180 s");
  expect(world.controller.lock.stored).toBeDefined();
});

test("an end between two looks is found in the episode's document", async () => {
  const world = await failedOver();
  // The controller writes the document and forgets the episode while the operator sleeps.
  world.meanwhile = async () => {
    await world.wake();
    await world.wake();
  };
  expect(await run(world, [...FAILBACK, "--yes"])).toBe(0);
  expect(world.controller.memory.stored?.finished).toBeUndefined();
  expect(world.said()).toMatch(/ s {2}failed back\n/);
});
