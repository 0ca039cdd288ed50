import { ControllerFailure, invoke } from "../../../functions/controller/invocation";
import { FakeWorld } from "./fake-world";
import { armed, MINUTE, memory, NOW, refused, STANDBY, settings, unreadable } from "./observed";

const FUNCTION_TIMEOUT = 90_000;
const tick = { version: 1, trigger: "schedule" };

/** One invocation, as Lambda gives it 90 seconds. */
function wake(world: FakeWorld, event: unknown = tick): Promise<void> {
  const ends = world.time + FUNCTION_TIMEOUT;
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => ends - world.time };
  return invoke(event, context, settings, world);
}

function disaster(): FakeWorld {
  const world = new FakeWorld();
  world.stored = armed();
  world.primary = () => refused;
  return world;
}

describe("a new deployment", () => {
  it("is proven, armed and left waiting by one invocation, and nobody is bothered", async () => {
    const world = new FakeWorld();
    world.power = { state: "running" };
    await wake(world);
    expect(world.power.state).toBe("stopping");
    expect(world.stored).toMatchObject({ armedAt: NOW, provenStandby: STANDBY });
    world.power = { state: "stopped", reason: "" };
    await wake(world);
    expect(world.stored?.unproven).toBeUndefined();
    expect(world.mail).toEqual([]);
  });

  it("stops the standby by the next tick if a stop failed, and the failure reaches the dead-letter queue", async () => {
    const world = new FakeWorld();
    world.power = { state: "running" };
    const { stop } = world;
    world.stop = () => Promise.reject(new Error("RequestLimitExceeded"));
    await expect(wake(world)).rejects.toThrow("StopInstances: Error: RequestLimitExceeded");
    world.stop = stop;
    await wake(world);
    expect(world.power.state).toBe("stopping");
  });

  it("does not stop by an observation that has grown old", async () => {
    const world = new FakeWorld();
    world.stored = memory({ provenStandby: STANDBY, unproven: { instanceId: STANDBY, since: NOW }, armedAt: NOW });
    world.power = { state: "running" };
    const { probePrimary } = world.sights;
    world.sights.probePrimary = async () => {
      world.time += 5_001;
      return probePrimary();
    };
    await wake(world);
    expect(world.calls).toEqual([]);
    expect(world.lines).toContainEqual(expect.objectContaining({ message: expect.stringContaining("too old") }));
  });
});

describe("a dead primary", () => {
  it("has its standby started, seen to serve and recorded by one invocation, with two messages", async () => {
    const world = disaster();
    await wake(world);
    expect(world.calls[0]).toBe("start");
    expect(world.subjects).toEqual(["web: the primary is down, igniting the standby", "web: the standby serves"]);
    expect(world.stored?.episode).toMatchObject({ witness: "own probes", startedAt: NOW, ignitedAt: NOW + 10_000 });
    expect(world.stored?.episode?.servingAt).toBe(NOW + 30_000);
  });

  it("is believed after ten seconds of failed probes, and at once when the name servers have turned", async () => {
    const world = disaster();
    world.dns = "gone";
    await wake(world);
    expect(world.stored?.episode).toMatchObject({ witness: "name servers", ignitedAt: NOW });
  });

  it("was none if one probe in ten seconds is answered", async () => {
    const world = disaster();
    let probes = 0;
    world.primary = () => (++probes === 3 ? { kind: "serves", status: 200, ms: 1 } : refused);
    await wake(world);
    expect(probes).toBe(3);
    expect(world.calls).toEqual([]);
  });

  it("leaves what a slow standby needs beyond the invocation's time to the next tick, without a second message", async () => {
    const world = disaster();
    world.servesAfter = 100_000;
    await wake(world);
    expect(world.time - NOW).toBeLessThanOrEqual(60_000);
    expect(world.subjects).toEqual(["web: the primary is down, igniting the standby"]);
    await wake(world);
    expect(world.subjects.at(-1)).toBe("web: the standby serves");
    expect(world.calls.filter((call) => call === "start")).toHaveLength(1);
  });

  it("is ignited once, and told once, by two invocations at once", async () => {
    const world = disaster();
    await Promise.all([wake(world), wake(world)]);
    expect(world.subjects).toEqual(["web: the primary is down, igniting the standby", "web: the standby serves"]);
  });

  it.each([
    ["an OK", { Records: [{ Sns: { Message: JSON.stringify({ NewStateValue: "OK" }) } }] }],
    ["garbage", "garbage"],
    ["nothing", undefined],
  ])("is ignited by the look, whatever the message says: %s", async (_what, event) => {
    const world = disaster();
    await wake(world, event);
    expect(world.calls).toContain("start");
  });

  it("is not made out of an alarm while both witnesses see it alive", async () => {
    const world = new FakeWorld();
    world.stored = armed();
    await wake(world, { Records: [{ Sns: { Message: JSON.stringify({ NewStateValue: "ALARM" }) } }] });
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
      return power.state === "running" ? { state: "stopped", reason: "Client.InternalError" } : power;
    };
    await expect(wake(world)).rejects.toThrow("stopped after a successful start: Client.InternalError");
    expect(world.subjects.at(-1)).toBe("web: the standby was started and stopped again");
  });

  it("tells people when it returns, and closes the episode", async () => {
    const world = disaster();
    await wake(world);
    world.primary = () => ({ kind: "serves", status: 200, ms: 1 });
    world.time += MINUTE;
    await wake(world);
    expect(world.subjects.at(-1)).toBe("web: the primary is back");
    expect(world.stored?.episode).toBeUndefined();
    expect(world.stored?.told).toEqual([]);
    expect(world.calls).not.toContain("stop");
  });
});

describe("when AWS fails", () => {
  it("starts first, and fails afterwards, though the memory cannot be written", async () => {
    const world = disaster();
    world.write = async () => ({ kind: "failed", why: "ServiceUnavailable" });
    await expect(wake(world)).rejects.toThrow("The memory cannot be written: ServiceUnavailable");
    expect(world.calls).toEqual(["start", "write"]);
    expect(world.mail).toEqual([]);
  });

  it("ignites by both witnesses without its memory, and tells people once", async () => {
    const world = disaster();
    world.dns = "gone";
    world.read = async () => unreadable;
    await expect(wake(world)).rejects.toThrow("The memory cannot be read: ServiceUnavailable: slow down");
    await expect(wake(world)).rejects.toThrow(ControllerFailure);
    expect(world.calls).toEqual(["start", "publish"]);
    expect(world.subjects).toEqual(["web: the primary is down, igniting the standby"]);
  });

  it("pauses after each claim that it loses, and gives up with its time", async () => {
    const world = new FakeWorld();
    const enough = 100;
    world.write = async () => {
      if (world.calls.length > enough) throw new Error("no pause between two claims");
      return { kind: "lost" };
    };
    await wake(world);
    expect(world.time - NOW).toBe(60_000);
  });

  it("announces nothing without its memory when EC2 found the standby already running", async () => {
    const world = disaster();
    world.dns = "gone";
    world.power = { state: "running" };
    world.read = async () => unreadable;
    world.describe = async () => ({ state: "unknown", why: "TimeoutError" });
    await expect(wake(world)).rejects.toThrow(ControllerFailure);
    expect(world.calls).toEqual(["start"]);
  });

  it("tells by the next tick what could not be told, and reports it meanwhile", async () => {
    const world = disaster();
    const { publish } = world;
    world.publish = () => Promise.reject(new Error("InternalError"));
    await expect(wake(world)).rejects.toThrow(
      'People could not be told "web: the primary is down, igniting the standby": Error: InternalError',
    );
    world.publish = publish;
    await wake(world);
    expect(world.subjects).toEqual(["web: the primary is down, igniting the standby", "web: the standby serves"]);
  });

  it("reports an instance that cannot be described, and stops nothing", async () => {
    const world = new FakeWorld();
    world.stored = armed({ unproven: { instanceId: STANDBY, since: NOW } });
    world.describe = async () => ({ state: "unknown", why: "TimeoutError" });
    await expect(wake(world)).rejects.toThrow("The standby's instance cannot be described: TimeoutError");
    expect(world.calls).toEqual([]);
  });
});

it("writes JSON lines that share the request's id and the workload's name", async () => {
  const world = disaster();
  await wake(world);
  expect(world.lines[0]).toMatchObject({ level: "INFO", message: "woken", trigger: { kind: "schedule" } });
  for (const line of world.lines) expect(line).toMatchObject({ requestId: "request-1", workload: "web" });
});
