import { ControllerFailure } from "../../../functions/controller/invocation";
import { FakeWorld } from "./fake-world";
import { armed, good, MINUTE, NOW, pendingProof, refused, STANDBY, settings, TYPE } from "./observed";
import { alarm, disaster, IGNITING, messages, running, tick, wake } from "./waking";

describe("a new deployment", () => {
  const proven = armed({ ...pendingProof, armedAt: NOW - MINUTE });

  it("is proven and armed by one invocation and left waiting a minute later, and nobody is bothered", async () => {
    const world = new FakeWorld();
    world.power = running;
    await wake(world);
    expect(world.memory.stored).toMatchObject({ armedAt: NOW, provenStandby: STANDBY });
    world.time += MINUTE;
    await wake(world);
    expect(world.power.state).toBe("stopped");
    await wake(world);
    expect(world.memory.stored?.unproven).toBeUndefined();
    expect(world.mail).toEqual([]);
  });

  it("has its standby stopped by the next tick if a stop failed, and the failure reaches people and the queue", async () => {
    const world = new FakeWorld();
    world.memory.put(proven);
    world.power = running;
    const { stop } = world;
    world.stop = async () => "RequestLimitExceeded";
    await expect(wake(world)).rejects.toThrow("stop: RequestLimitExceeded");
    world.stop = stop;
    await wake(world);
    expect(world.power.state).toBe("stopped");
  });

  it("is not stopped by an observation that has grown old", async () => {
    const world = new FakeWorld();
    world.memory.put(proven);
    world.power = running;
    world.sights.askNameServers = async () => {
      world.time += 5_001;
      return { says: "up", answers: { primary: 2, standby: 0, other: 0, silent: 0 } };
    };
    await wake(world);
    expect(world.calls).toEqual([]);
    expect(messages(world)).toContain("not done, the observation is too old and the next look decides again: stop");
  });
});

describe("a dead primary", () => {
  it("has its standby started, seen to serve and recorded by one invocation, with two messages", async () => {
    const world = disaster();
    await wake(world);
    expect(world.calls.slice(0, 2)).toEqual(["remember", "start"]);
    expect(world.subjects).toEqual([IGNITING, "web: the standby serves"]);
    const { episode } = world.memory.stored!;
    expect(episode).toMatchObject({ witness: "own probes", startedAt: NOW, ignitedAt: NOW + 10_000 });
    expect(episode?.servingAt).toBe(NOW + 30_000);
  });

  it("is believed after ten seconds of failed probes, and at once when the name servers have turned", async () => {
    const world = disaster();
    world.dns = () => "gone";
    await wake(world);
    expect(world.memory.stored?.episode).toMatchObject({ witness: "name servers", ignitedAt: NOW });
  });

  it("was none if one probe in ten seconds is answered", async () => {
    const world = disaster();
    let probes = 0;
    world.primary = () => (++probes === 3 ? good : refused);
    await wake(world);
    expect(probes).toBe(3);
    expect(world.calls).toEqual([]);
  });

  it("leaves what a slow standby needs beyond the invocation's time to the next tick, without a second message", async () => {
    const world = disaster();
    world.servesAfter = 100_000;
    await wake(world);
    expect(world.time - NOW).toBeLessThanOrEqual(60_000);
    expect(world.subjects).toEqual([IGNITING]);
    await wake(world);
    expect(world.subjects.at(-1)).toBe("web: the standby serves");
    expect(world.calls.filter((call) => call === "start")).toHaveLength(1);
  });

  it("is ignited once, and told once, by two invocations at once", async () => {
    const world = disaster();
    await Promise.all([wake(world, tick, "one"), wake(world, alarm("ALARM"), "two")]);
    expect(world.subjects).toEqual([IGNITING, "web: the standby serves"]);
  });

  it.each([
    ["an OK", alarm("OK")],
    ["garbage", "garbage"],
    ["nothing", undefined],
  ])("is ignited by the look, whatever the message says: %s", async (_what, event) => {
    const world = disaster();
    await wake(world, event);
    expect(world.calls).toContain("start");
  });

  it("is not made out of an alarm while both witnesses see it alive", async () => {
    const world = new FakeWorld();
    world.memory.put(armed());
    await wake(world, alarm("ALARM"));
    expect(world.calls).toEqual([]);
  });

  it("has a refused start told once, reported every time, and tried again by every tick", async () => {
    const world = disaster();
    const { start } = world;
    world.start = async () => ({ kind: "refused", code: "VcpuLimitExceeded", message: "limit 16" });
    await expect(wake(world)).rejects.toThrow(
      new ControllerFailure("StartInstances was refused: VcpuLimitExceeded: limit 16"),
    );
    await expect(wake(world)).rejects.toThrow(ControllerFailure);
    expect(world.subjects).toEqual(["web: the standby cannot be started (VcpuLimitExceeded)"]);
    world.start = start;
    await wake(world);
    expect(world.subjects.at(-1)).toBe("web: the standby serves");
  });

  it("has the death of a started instance told and reported with EC2's reason", async () => {
    const world = disaster();
    const { describe } = world;
    world.describe = async () => {
      const power = await describe();
      return power.state === "running" ? { state: "stopped", type: TYPE, reason: "Client.InternalError" } : power;
    };
    await expect(wake(world)).rejects.toThrow("stopped after a successful start: Client.InternalError");
    expect(world.subjects.at(-1)).toBe("web: the standby was started and stopped again");
  });

  it("is watched for a minute after EC2 says that it stops, though it still answers", async () => {
    const stops = (state: string, instanceId: string) => ({
      "detail-type": "EC2 Instance State-change Notification",
      detail: { "instance-id": instanceId, state },
    });
    const watched = async (event: unknown) => {
      const world = new FakeWorld();
      world.memory.put(armed());
      let probes = 0;
      world.primary = () => {
        probes += 1;
        return good;
      };
      await wake(world, event);
      return { probes, lasted: world.time - NOW };
    };
    expect(await watched(stops("stopping", settings.primary.instanceId!))).toEqual({ probes: 31, lasted: 60_000 });
    expect(await watched(stops("running", settings.primary.instanceId!))).toEqual({ probes: 1, lasted: 0 });
    expect(await watched(stops("stopping", STANDBY))).toEqual({ probes: 1, lasted: 0 });
  });
});

it("writes JSON lines that share the request's id and the workload's name, and its metrics at the end", async () => {
  const world = disaster();
  await wake(world);
  expect(world.lines[0]).toMatchObject({ level: "INFO", message: "woken", trigger: { kind: "schedule" } });
  for (const line of world.lines.slice(0, -1)) expect(line).toMatchObject({ requestId: "request-1", workload: "web" });
  expect(world.lines.at(-1)).toMatchObject({ PrimaryUp: 0, StandbyServing: 1, Committed: 0, Workload: "web" });
});
