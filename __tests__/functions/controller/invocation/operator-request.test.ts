import { LEASE_MS } from "../../../../functions/controller/lease";
import { FakeWorld } from "../fake-world";
import { armed, NOW, opened } from "../observed";
import { wake } from "../waking";

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
