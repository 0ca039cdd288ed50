import { CONFIRMING_PROBES, observe } from "../../../functions/controller/observe";
import { FakeWorld } from "./fake-world";
import { armed, booting, memory, NOW, observed, refused, unreadable } from "./observed";

const NOT_TRIED = { kind: "none" } as const;

function eyes(world: FakeWorld) {
  return { ...world.sights, describeStandby: () => world.describe(), readMemory: () => world.read() };
}

/** A world with a primary that does not answer, and the times of its probes after the first, in milliseconds. */
function deadPrimary() {
  const world = new FakeWorld();
  const probedAt: number[] = [];
  world.stored = armed();
  world.primary = () => {
    probedAt.push(world.time - NOW);
    return refused;
  };
  return { world, probedAt };
}

it("repeats a failed probe over ten seconds before it calls the primary down", async () => {
  const { world, probedAt } = deadPrimary();
  expect((await observe(eyes(world), NOT_TRIED)).ownProbes).toEqual({ says: "down", failure: refused, since: NOW });
  expect(probedAt).toEqual([0, ...CONFIRMING_PROBES]);
});

it.each([
  ["nothing is remembered yet", (world: FakeWorld) => (world.stored = undefined)],
  ["the controller is not armed", (world: FakeWorld) => (world.stored = memory())],
  ["the name servers have turned, which is witness enough", (world: FakeWorld) => (world.dns = "down")],
  [
    "the memory cannot be read and the name servers have not turned",
    (world: FakeWorld) => (world.read = async () => unreadable),
  ],
])("does not take the time to confirm a failed probe when %s", async (_when, change) => {
  const { world } = deadPrimary();
  change(world);
  expect((await observe(eyes(world), NOT_TRIED)).ownProbes.says).toBe("unknown");
  expect(world.time).toBe(NOW);
});

it("confirms when the memory cannot be read and the name servers have turned: then both witnesses are needed", async () => {
  const { world } = deadPrimary();
  world.dns = "gone";
  world.read = async () => unreadable;
  expect((await observe(eyes(world), NOT_TRIED)).ownProbes.says).toBe("down");
});

it("confirms once an invocation: a later look needs one more failure only", async () => {
  const { world, probedAt } = deadPrimary();
  const before = observed({ ownProbes: { says: "down", failure: refused, since: NOW - 9 } });
  expect((await observe(eyes(world), NOT_TRIED, before)).ownProbes).toMatchObject({ says: "down", since: NOW - 9 });
  expect(probedAt).toEqual([0]);
});

it("probes the standby only while its instance runs", async () => {
  const world = new FakeWorld();
  world.sights.probeStandby = () => Promise.reject(new Error("a stopped server was asked"));
  expect((await observe(eyes(world), NOT_TRIED)).standby.state).toBe("stopped");
  world.power = { state: "running" };
  world.sights.probeStandby = async () => refused;
  expect((await observe(eyes(world), NOT_TRIED)).standby).toEqual(booting);
});

it("is as old as the beginning of its look", async () => {
  const { world } = deadPrimary();
  expect((await observe(eyes(world), NOT_TRIED)).at).toBe(NOW);
});
