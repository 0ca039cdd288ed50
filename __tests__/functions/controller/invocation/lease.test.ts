import { ControllerFailure } from "../../../../functions/controller/invocation";
import { LEASE_MS } from "../../../../functions/controller/lease";
import { FakeWorld } from "../fake-world";
import { armed, NOW, opened, TYPE } from "../observed";
import { alarm, disaster, leaving, messages, wake } from "../waking";

describe("the lease", () => {
  const lease = (holder: string, until: number) => ({ version: 2, holder, until }) as const;

  it("is not taken where all is well", async () => {
    const world = new FakeWorld();
    world.memory.put(armed());
    await wake(world);
    expect(world.lease.stored).toBeUndefined();
  });

  it("is let go at the end, also of an invocation that fails", async () => {
    const world = disaster();
    world.start = async () => ({ kind: "refused", code: "VcpuLimitExceeded", message: "limit 16" });
    await expect(wake(world)).rejects.toThrow(ControllerFailure);
    expect(world.lease.stored).toEqual(lease("request-1", world.time));
  });

  it("held by another ends a tick at once, which costs one read", async () => {
    const world = disaster();
    world.lease.put(lease("another", NOW + LEASE_MS));
    await wake(world);
    expect([world.calls, world.time]).toEqual([[], NOW]);
    expect(messages(world)).toEqual(["woken", "another invocation holds the lease, and watches"]);
  });

  it("held by another since before lets what comes only once wait ten seconds for its end", async () => {
    const world = disaster();
    world.lease.put(lease("another", NOW + LEASE_MS - 1));
    await wake(world, alarm("ALARM"));
    expect([world.calls, world.time]).toEqual([[], NOW + 10_000]);
  });

  it("taken by another since it was woken ends what comes only once as well: that one's look is younger", async () => {
    const world = disaster();
    world.lease.put(lease("another", NOW + LEASE_MS));
    await wake(world, alarm("ALARM"));
    expect([world.calls, world.time]).toEqual([[], NOW]);
  });

  it("is waited for by whoever must watch a primary that leaves, whoever holds it", async () => {
    const world = disaster();
    world.lease.put(lease("another", NOW + LEASE_MS));
    await wake(world, leaving);
    expect([world.calls, world.time]).toEqual([[], NOW + 10_000]);
  });

  it("is taken before anything else by what comes only once, and let go though all is well", async () => {
    const world = new FakeWorld();
    world.memory.put(armed());
    await wake(world, alarm("OK"));
    expect(world.lease).toMatchObject({ revision: 2, stored: lease("request-1", NOW) });
  });

  it("held by another for a moment longer is waited for by what comes only once", async () => {
    const world = disaster();
    world.lease.put(lease("another", NOW + 3_000));
    await wake(world, { version: 2, trigger: "operator" });
    expect(world.calls).toContain("start");
  });

  /** A standby that boots, of which everything is written and told: there is nothing to do but to wait. */
  const booting = () => {
    const world = disaster();
    world.memory.put(armed({ episode: opened({ firstFailedProbeAt: NOW }), told: ["web/1/igniting"] }));
    world.power = { state: "pending", type: TYPE };
    world.startedAt = NOW;
    world.runsAfter = 90_000;
    return world;
  };

  it("is held by whoever stays, though there is nothing to do but to wait", async () => {
    const world = booting();
    const { sleep } = world.sights;
    const holders = new Set<string | undefined>();
    world.sights.sleep = async (milliseconds) => {
      if (milliseconds === 2_000) holders.add(world.lease.stored?.holder);
      await sleep(milliseconds);
    };
    await wake(world);
    expect([...holders]).toEqual(["request-1"]);
  });

  it("taken by another in the meantime ends the stay before it has begun to confirm", async () => {
    const world = booting();
    world.dns = () => {
      world.lease.put(lease("another", NOW + LEASE_MS));
      return "up";
    };
    await wake(world);
    expect([world.calls, world.time]).toEqual([[], NOW]);
  });

  it("of an invocation that died is taken over when it has run out", async () => {
    const world = disaster();
    world.lease.put(lease("dead", NOW));
    await wake(world);
    expect(world.subjects).toContain("web: the standby serves");
  });

  it("cannot be taken while S3 fails: the standby is started all the same, and the failure is reported", async () => {
    const world = disaster();
    world.lease.read = async () => ({ kind: "unknown", why: "SlowDown" });
    await expect(wake(world)).rejects.toThrow("The lease cannot be taken: SlowDown");
    expect(world.calls).toEqual(["start"]);
    expect(world.mail).toEqual([]);
  });
});
