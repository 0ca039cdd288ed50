import { ControllerFailure } from "../../../../functions/controller/invocation";
import { FakeWorld } from "../fake-world";
import { armed, NOW, opened, STANDBY, unreadable } from "../observed";
import { disaster, IGNITING, running, wake } from "../waking";

describe("when AWS fails", () => {
  it("starts all the same, and fails afterwards, though the memory cannot be written", async () => {
    const world = disaster();
    world.memory.write = async () => ({ kind: "failed", why: "ServiceUnavailable" });
    await expect(wake(world)).rejects.toThrow("The memory cannot be written: ServiceUnavailable");
    expect(world.calls).toEqual(["remember", "start"]);
    expect(world.mail).toEqual([]);
  });

  it("ignites by both witnesses without its memory, and tells people once", async () => {
    const world = disaster();
    world.dns = () => "gone";
    world.memory.read = async () => unreadable;
    await expect(wake(world)).rejects.toThrow("The memory cannot be read: ServiceUnavailable: slow down");
    await expect(wake(world)).rejects.toThrow(ControllerFailure);
    expect(world.calls).toEqual(["start", "publish"]);
    expect(world.subjects).toEqual([IGNITING]);
  });

  it("pauses after each claim that it loses, and gives up with its time", async () => {
    const world = new FakeWorld();
    const enough = 100;
    world.memory.write = async () => {
      if (world.calls.length > enough) throw new Error("no pause between two claims");
      return { kind: "lost" };
    };
    await wake(world);
    expect(world.time - NOW).toBe(60_000);
  });

  it("announces nothing without its memory when EC2 found the standby already running", async () => {
    const world = disaster();
    world.dns = () => "gone";
    world.power = running;
    world.memory.read = async () => unreadable;
    world.describe = async () => ({ state: "unknown", why: "TimeoutError" });
    await expect(wake(world)).rejects.toThrow(ControllerFailure);
    expect(world.calls).toEqual(["start"]);
  });

  it("tells by the next tick what could not be told, and reports it meanwhile", async () => {
    const world = disaster();
    const { publish } = world;
    world.publish = async () => "InternalError";
    await expect(wake(world)).rejects.toThrow(`People could not be told "${IGNITING}": InternalError`);
    world.publish = publish;
    await wake(world);
    expect(world.subjects).toEqual([IGNITING, "web: the standby serves"]);
  });

  it("reports an instance that cannot be described, and stops nothing", async () => {
    const world = new FakeWorld();
    world.memory.put(armed({ unproven: { instanceId: STANDBY, since: NOW } }));
    world.describe = async () => ({ state: "unknown", why: "TimeoutError" });
    await expect(wake(world)).rejects.toThrow("The standby's instance cannot be described: TimeoutError");
    expect(world.calls).toEqual([]);
  });

  it("tells people at once that the lock cannot be written, and writes it by a later look", async () => {
    const world = disaster();
    world.dns = () => "gone";
    const { write } = world.lock;
    world.lock.write = async () => ({ kind: "failed", why: "SlowDown" });
    await expect(wake(world)).rejects.toThrow("commit: SlowDown");
    expect(world.subjects).toContain("web: the controller could not write the failover lock");
    world.lock.write = write;
    await wake(world);
    expect(world.lock.stored).toMatchObject({ writtenBy: "controller" });
  });

  it("writes an episode's document by the next tick if S3 refused it, and forgets it only then", async () => {
    const world = new FakeWorld();
    world.memory.put(armed({ finished: [opened({ endedAt: NOW })] }));
    const { record } = world.aws;
    world.aws.record = async () => "SlowDown";
    await expect(wake(world)).rejects.toThrow("The episode's document cannot be written: SlowDown");
    expect(world.memory.stored?.finished).toHaveLength(1);
    world.aws.record = record;
    await wake(world);
    expect(world.recorded).toMatchObject([{ id: "web/1" }]);
    expect(world.memory.stored?.finished).toBeUndefined();
  });
});
