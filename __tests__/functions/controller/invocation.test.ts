import { ControllerFailure, invoke } from "../../../functions/controller/invocation";
import { LEASE_MS } from "../../../functions/controller/lease";
import { FakeWorld } from "./fake-world";
import { armed, good, memory, NOW, opened, refused, STANDBY, settings, TYPE, unreadable } from "./observed";

const FUNCTION_TIMEOUT = 90_000;
const tick = { version: 2, trigger: "schedule" };
const running = { state: "running", type: TYPE } as const;
const IGNITING = "web: the primary is down, igniting the standby";

/** One invocation, as Lambda gives it 90 seconds. */
function wake(world: FakeWorld, event: unknown = tick, awsRequestId = "request-1") {
  const ends = world.time + FUNCTION_TIMEOUT;
  return invoke(event, { awsRequestId, getRemainingTimeInMillis: () => ends - world.time }, settings, world);
}

function disaster(): FakeWorld {
  const world = new FakeWorld();
  world.memory.put(armed());
  world.primary = () => refused;
  return world;
}

const alarm = (state: string) => ({ Records: [{ Sns: { Message: JSON.stringify({ NewStateValue: state }) } }] });
const messages = (world: FakeWorld) =>
  world.lines.map((line) => line.message).filter((message) => message !== undefined);

describe("a new deployment", () => {
  it("is proven, armed and left waiting by one invocation, and nobody is bothered", async () => {
    const world = new FakeWorld();
    world.power = running;
    await wake(world);
    expect(world.power.state).toBe("stopped");
    expect(world.memory.stored).toMatchObject({ armedAt: NOW, provenStandby: STANDBY });
    await wake(world);
    expect(world.memory.stored?.unproven).toBeUndefined();
    expect(world.mail).toEqual([]);
  });

  it("has its standby stopped by the next tick if a stop failed, and the failure reaches people and the queue", async () => {
    const world = new FakeWorld();
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
    world.memory.put(memory({ provenStandby: STANDBY, unproven: { instanceId: STANDBY, since: NOW }, armedAt: NOW }));
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

  it("held by another lets what comes only once wait ten seconds for its end", async () => {
    const world = disaster();
    world.lease.put(lease("another", NOW + LEASE_MS));
    await wake(world, alarm("ALARM"));
    expect([world.calls, world.time]).toEqual([[], NOW + 10_000]);
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

describe("an operator's request", () => {
  const drill = { version: 2, id: "one", command: "drill" };
  const waiting = () => {
    const world = new FakeWorld();
    world.memory.put(armed());
    return world;
  };

  it("is recorded and answered, and carried out by whoever looks next", async () => {
    const world = waiting();
    expect(await wake(world, drill)).toMatchObject({ version: 2, id: "one", accepted: true });
    expect([world.calls, world.time]).toEqual([["remember"], NOW]);
    await wake(world, { version: 2, trigger: "operator" });
    expect(world.calls).toContain("start");
  });

  it("is answered though another invocation holds the lease", async () => {
    const world = waiting();
    world.lease.put({ version: 2, holder: "another", until: NOW + LEASE_MS });
    expect(await wake(world, drill)).toMatchObject({ accepted: true });
  });

  it("is answered anew by what another has written in the meantime", async () => {
    const world = waiting();
    const { write } = world.memory;
    world.memory.write = async (value, etag) => {
      world.memory.write = write;
      world.memory.put(armed({ episode: opened() }));
      return write(value, etag);
    };
    expect(await wake(world, drill)).toMatchObject({ accepted: false, code: "an episode is under way" });
  });

  it("is refused when others keep writing the memory, and may be repeated", async () => {
    const world = waiting();
    world.memory.write = async () => ({ kind: "lost" });
    expect(await wake(world, drill)).toEqual({
      version: 2,
      id: "one",
      accepted: false,
      code: "try again",
      text: "The request could not be recorded: others keep writing the controller's memory. Repeat it with the same id.",
    });
    expect(world.calls).toHaveLength(5);
  });

  it("is refused at once when S3 does not write", async () => {
    const world = waiting();
    world.memory.write = async () => ({ kind: "failed", why: "SlowDown" });
    expect(await wake(world, drill)).toMatchObject({ code: "try again", text: expect.stringContaining("SlowDown") });
    expect(world.calls).toHaveLength(1);
  });

  it("is written to the log with its answer", async () => {
    const world = waiting();
    await wake(world, drill);
    expect(world.lines).toMatchObject([
      { level: "WARN", message: "asked", request: drill, answer: { accepted: true } },
    ]);
  });
});

it("writes JSON lines that share the request's id and the workload's name, and its metrics at the end", async () => {
  const world = disaster();
  await wake(world);
  expect(world.lines[0]).toMatchObject({ level: "INFO", message: "woken", trigger: { kind: "schedule" } });
  for (const line of world.lines.slice(0, -1)) expect(line).toMatchObject({ requestId: "request-1", workload: "web" });
  expect(world.lines.at(-1)).toMatchObject({ PrimaryUp: 0, StandbyServing: 1, Committed: 0, Workload: "web" });
});
