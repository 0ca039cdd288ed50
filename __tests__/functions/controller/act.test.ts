import { ACT_WITHIN_MS } from "../../../functions/controller/act";
import type { Action } from "../../../functions/controller/action";
import type { Alert } from "../../../functions/controller/alert";
import { LEASE_MS } from "../../../functions/controller/lease";
import { NOTHING_TRIED } from "../../../functions/controller/observe";
import type { FakeWorld } from "./fake-world";
import { setting } from "./hand-in-a-world";
import { armed, known, lockDocument, NOW, opened, TYPE, unreadable } from "./observed";

const armedAfterAll: Alert = { about: "armed after all", key: "armed" };
const igniting: Alert = { about: "igniting", key: "k", witness: "both", users: "gone", started: true };
const remember: Action = { do: "remember", memory: armed({ told: ["armed"] }), tell: [armedAfterAll] };
const commit: Action = { do: "commit", lock: lockDocument, by: "witnesses" };

const dangerous: Action[] = [
  remember,
  { do: "deliver" },
  { do: "unlock" },
  { do: "stop" },
  { do: "change type", type: "t3a.micro" },
  { do: "record", episode: opened({ endedAt: NOW }) },
];

describe("the lease", () => {
  const heldByAnother = (world: FakeWorld) => world.lease.put({ version: 2, holder: "another", until: NOW + LEASE_MS });

  it.each(dangerous)("is needed to $do", async (action) => {
    const { world, does } = setting();
    heldByAnother(world);
    expect(await does(action)).toMatchObject({ claim: "not ours", failures: [] });
    expect(world.calls).toEqual([]);
  });

  it.each<Action>([{ do: "ignite" }, commit])("is not needed to $do, which is safe to repeat", async (action) => {
    const { world, does } = setting();
    heldByAnother(world);
    expect(await does(action)).toMatchObject({ claim: "none", failures: [] });
    expect(world.calls).toEqual([action.do === "ignite" ? "start" : "commit"]);
    expect(world.lease.stored).toMatchObject({ holder: "another" });
  });

  it("that cannot be read or written stops everything but starting and committing, and is reported", async () => {
    const { world, does } = setting();
    world.lease.read = async () => ({ kind: "unknown", why: "SlowDown" });
    const outcome = await does(...dangerous, { do: "ignite" }, commit);
    expect(outcome).toMatchObject({ claim: "failed", failures: ["The lease cannot be taken: SlowDown"] });
    expect(world.calls).toEqual(["start", "commit"]);
  });

  it("is taken once for all actions, and kept", async () => {
    const { world, does } = setting();
    await does(...dangerous);
    expect(world.lease).toMatchObject({ revision: 1, stored: { holder: "this" } });
  });
});

describe("a claim", () => {
  it("that is lost is told to nobody, and what follows is not done but starting", async () => {
    const { world, does } = setting(armed(), { memory: known(armed()) });
    world.memory.put(armed({ told: ["somebody was here"] }));
    world.power = { state: "stopped", type: TYPE, reason: "" };
    const outcome = await does(remember, { do: "ignite" }, { do: "stop" }, { do: "unlock" }, { do: "deliver" });
    expect(outcome).toMatchObject({ claim: "lost", failures: [] });
    expect(world.calls).toEqual(["remember", "start"]);
    expect(world.mail).toEqual([]);
  });

  it("that fails is reported, and what follows is not done but starting", async () => {
    const { world, does } = setting();
    world.memory.write = async () => ({ kind: "failed", why: "SlowDown" });
    const outcome = await does(remember, { do: "unlock" }, { do: "ignite" });
    expect(outcome).toMatchObject({ claim: "failed", failures: ["The memory cannot be written: SlowDown"] });
    expect(world.calls).toEqual(["remember", "start"]);
  });

  it("is the first memory of all where none was there", async () => {
    const { world, does } = setting(armed(), { memory: { kind: "absent" } });
    world.memory.stored = undefined;
    expect(await does(remember)).toMatchObject({ claim: "won" });
  });
});

describe("a start", () => {
  it("is told without a memory only by whoever found the instance stopped", async () => {
    const first = setting(armed(), { memory: unreadable });
    await first.does({ do: "ignite", announce: igniting });
    expect(first.world.subjects).toEqual(["web: the primary is down, igniting the standby"]);
    const second = setting(armed(), { memory: unreadable });
    second.world.power = { state: "pending", type: TYPE };
    second.world.startedAt = NOW;
    await second.does({ do: "ignite", announce: igniting });
    expect(second.world.mail).toEqual([]);
  });

  it("is remembered with its time for this invocation", async () => {
    const { world, does } = setting();
    world.time += 700;
    const { attempts } = await does({ do: "ignite" });
    expect(attempts.start).toEqual({ kind: "accepted", from: "stopped", at: NOW + 700 });
  });

  it.each([
    "InsufficientInstanceCapacity",
    "InsufficientHostCapacity",
    "VcpuLimitExceeded",
    "InstanceLimitExceeded",
    "Unsupported",
  ])("that is refused by %s rules this instance type out", async (code) => {
    const { world, does } = setting();
    world.start = async () => ({ kind: "refused", code, message: "no" });
    const { attempts, failures } = await does({ do: "ignite" });
    expect(attempts).toMatchObject({ start: { kind: "refused", code }, withoutCapacity: [TYPE] });
    // The next look decides what is told and reported of it.
    expect(failures).toEqual([]);
  });

  it("that is refused for any other reason rules no type out", async () => {
    const { world, does } = setting();
    world.start = async () => ({ kind: "refused", code: "UnauthorizedOperation", message: "no" });
    expect((await does({ do: "ignite" })).attempts.withoutCapacity).toEqual([]);
  });

  it("follows a change of type in the same breath", async () => {
    const { world, does } = setting();
    await does({ do: "change type", type: "t3a.micro" }, { do: "ignite" });
    expect(world.calls).toEqual(["set type t3a.micro", "start"]);
    expect(world.power).toMatchObject({ state: "pending", type: "t3a.micro" });
  });
});

describe("the age of an observation", () => {
  const late = async (action: Action, age: number) => {
    const { world, does } = setting();
    world.time += age;
    const outcome = await does(action);
    return { calls: world.calls, outcome };
  };

  it.each<Action>([{ do: "stop" }, commit])("of five seconds is the most for a $do", async (action) => {
    expect((await late(action, ACT_WITHIN_MS)).calls).toHaveLength(1);
    const { calls, outcome } = await late(action, ACT_WITHIN_MS + 1);
    expect([calls, outcome.failures]).toEqual([[], []]);
  });

  it.each<Action>([{ do: "commit", lock: lockDocument, by: "operator" }, { do: "unlock" }, { do: "ignite" }])(
    "does not matter to %j",
    async (action) => expect((await late(action, 60_000)).calls).toHaveLength(1),
  );
});

describe("a failure", () => {
  it.each<[Action, string, (world: FakeWorld) => unknown]>([
    [commit, "commit", (world) => (world.lock.write = async () => ({ kind: "failed", why: "SlowDown" }))],
    [{ do: "unlock" }, "unlock", (world) => (world.lock.delete = async () => "SlowDown")],
    [{ do: "stop" }, "stop", (world) => (world.stop = async () => "SlowDown")],
    [{ do: "change type", type: "t3a.micro" }, "change of type", (world) => (world.setType = async () => "SlowDown")],
  ])("of $do is known to the next look, and reported", async (action, what, break_) => {
    const { world, does } = setting();
    break_(world);
    const { attempts, failures } = await does(action);
    expect(attempts.failed).toEqual([{ what, why: "SlowDown" }]);
    expect(failures).toEqual([`${what}: SlowDown`]);
  });

  it("replaces an earlier one of its kind, and no other", async () => {
    const before = { what: "commit", why: "first" } as const;
    const other = { what: "stop", why: "other" } as const;
    const { world, does } = setting(armed(), { attempts: { ...NOTHING_TRIED, failed: [before, other] } });
    world.lock.write = async () => ({ kind: "failed", why: "second" });
    expect((await does(commit)).attempts.failed).toEqual([other, { what: "commit", why: "second" }]);
  });

  it("of an episode's document keeps the memory from forgetting it", async () => {
    const { world, does } = setting();
    world.aws.record = async () => "SlowDown";
    const outcome = await does({ do: "record", episode: opened() }, remember);
    expect(outcome).toMatchObject({
      claim: "failed",
      failures: ["The episode's document cannot be written: SlowDown"],
    });
    expect(world.calls).toEqual([]);
  });

  it("that a rule reports reaches the dead-letter queue, and needs no lease", async () => {
    const { world, does } = setting();
    expect((await does({ do: "report", failure: "it died" })).failures).toEqual(["it died"]);
    expect(world.lease.stored).toBeUndefined();
  });
});

it("leaves a lock alone that is there already, which is as good as written", async () => {
  const { world, does } = setting();
  world.lock.put({ ...lockDocument, writtenBy: "operator" });
  expect(await does(commit)).toMatchObject({ claim: "none", failures: [], attempts: { failed: [] } });
  expect(world.lock.stored).toMatchObject({ writtenBy: "operator" });
});
