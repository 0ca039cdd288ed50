import {
  CONFIRMING_PROBES,
  NOTHING_TRIED,
  type Observation,
  observe,
  primaryIsGone,
  type Sights,
} from "../../../functions/controller/observe";
import { lockView } from "../../../functions/controller/stored-lock";
import { FakeWorld } from "./fake-world";
import {
  armed,
  booting,
  dnsSays,
  good,
  lockDocument,
  memory,
  NOW,
  observed,
  opened,
  probesDown,
  probesUnknown,
  refused,
  TYPE,
  unreadable,
} from "./observed";

const eyes = (world: FakeWorld): Sights => ({
  ...world.sights,
  mayStay: async () => true,
  describeStandby: () => world.describe(),
  readMemory: () => world.memory.read(),
  readLock: async () => lockView(await world.lock.read()),
});
const look = (world: FakeWorld, before?: Observation) =>
  observe(eyes(world), { attempts: NOTHING_TRIED, trigger: "the schedule" }, before);

/** A world with a primary that does not answer, and the times of its probes after the first, in milliseconds. */
function deadPrimary() {
  const world = new FakeWorld();
  const probedAt: number[] = [];
  world.memory.put(armed());
  world.primary = () => {
    probedAt.push(world.time - NOW);
    return refused;
  };
  return { world, probedAt };
}

it("repeats a failed probe over ten seconds before it calls the primary down", async () => {
  const { world, probedAt } = deadPrimary();
  expect((await look(world)).ownProbes).toEqual({ says: "down", failure: refused, since: NOW });
  expect(probedAt).toEqual([0, ...CONFIRMING_PROBES]);
});

it("calls the primary up by any good answer in these ten seconds", async () => {
  const { world } = deadPrimary();
  let probes = 0;
  world.primary = () => (++probes === 3 ? good : refused);
  expect((await look(world)).ownProbes).toEqual({ says: "up", inARow: 1 });
});

it.each<[string, (world: FakeWorld) => unknown]>([
  ["nothing is remembered yet", (world) => (world.memory.stored = undefined)],
  ["the controller is not armed", (world) => world.memory.put(memory())],
  ["the name servers have turned, which is witness enough to ignite", (world) => (world.dns = () => "down")],
  ["the lock exists, and nobody asks how the primary is", (world) => world.lock.put(lockDocument)],
  [
    "the memory cannot be read and the name servers have not turned",
    (world) => (world.memory.read = async () => unreadable),
  ],
])("does not take the time to confirm a failed probe when %s", async (_when, change) => {
  const { world } = deadPrimary();
  change(world);
  expect((await look(world)).ownProbes).toEqual(probesUnknown);
  expect(world.time).toBe(NOW);
});

it.each<[string, (world: FakeWorld) => unknown]>([
  ["an episode is open, since both are needed to commit", (world) => world.memory.put(armed({ episode: opened() }))],
  [
    "the memory cannot be read, since both are needed to ignite",
    (world) => (world.memory.read = async () => unreadable),
  ],
])("confirms though the name servers have turned when %s", async (_when, change) => {
  const { world } = deadPrimary();
  world.dns = () => "gone";
  change(world);
  const observation = await look(world);
  expect(observation.ownProbes.says).toBe("down");
  expect(primaryIsGone(observation)).toBe(true);
});

it("confirms once an invocation: a later look needs one more failure only", async () => {
  const { world, probedAt } = deadPrimary();
  const before = observed({ ownProbes: { says: "down", failure: refused, since: NOW - 9 } });
  expect((await look(world, before)).ownProbes).toMatchObject({ says: "down", since: NOW - 9 });
  expect(probedAt).toEqual([0]);
});

it("confirms anew after the primary has answered in between", async () => {
  const { world, probedAt } = deadPrimary();
  await look(world, observed({ ownProbes: { says: "up", inARow: 3 } }));
  expect(probedAt).toEqual([0, ...CONFIRMING_PROBES]);
});

it("counts the good answers in a row, one a look", async () => {
  const world = new FakeWorld();
  const first = await look(world);
  const second = await look(world, first);
  expect([first, second].map(({ ownProbes }) => ownProbes)).toEqual([
    { says: "up", inARow: 1 },
    { says: "up", inARow: 2 },
  ]);
  expect((await look(world, observed({ ownProbes: probesDown }))).ownProbes).toEqual({ says: "up", inARow: 1 });
});

it("probes the standby only while its instance runs", async () => {
  const world = new FakeWorld();
  world.sights.probeStandby = () => Promise.reject(new Error("a stopped server was asked"));
  expect((await look(world)).standby.state).toBe("stopped");
  world.power = { state: "running", type: TYPE };
  world.sights.probeStandby = async () => refused;
  expect((await look(world)).standby).toEqual(booting);
});

it("sees everything else anew when confirming is over", async () => {
  const { world } = deadPrimary();
  world.dns = () => (world.time === NOW ? "up" : "gone");
  const observation = await look(world);
  expect(observation.nameServers).toEqual(dnsSays("gone"));
  expect(observation.at).toBe(NOW + CONFIRMING_PROBES.at(-1)!);
});

it("asks a site again whose good answer has grown old while the other one was silent", async () => {
  const world = new FakeWorld();
  world.power = { state: "running", type: TYPE };
  let asked = 0;
  world.primary = () => {
    asked += 1;
    return good;
  };
  world.sights.probeStandby = async () => {
    if (world.time === NOW) world.time += 6_000;
    return refused;
  };
  const observation = await look(world);
  expect(asked).toBe(2);
  expect(world.time - observation.at).toBeLessThan(1_000);
});

it("is as old as the older of the two sites' answers", async () => {
  const world = new FakeWorld();
  world.power = { state: "running", type: TYPE };
  world.sights.probeStandby = async () => {
    world.time += 900;
    return good;
  };
  expect((await look(world)).at).toBe(NOW);
});

it("leaves the confirming to the invocation that stays", async () => {
  const { world, probedAt } = deadPrimary();
  const sights = { ...eyes(world), mayStay: async () => false };
  const { ownProbes } = await observe(sights, { attempts: NOTHING_TRIED, trigger: "the schedule" });
  expect(ownProbes.says).toBe("unknown");
  expect(probedAt).toEqual([0]);
});
