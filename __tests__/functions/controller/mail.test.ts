import type { Letter } from "../../../contract/memory";
import type { Action } from "../../../functions/controller/action";
import { decide } from "../../../functions/controller/decide";
import { NOTHING_TRIED } from "../../../functions/controller/observe";
import { FakeWorld } from "./fake-world";
import { setting } from "./hand-in-a-world";
import { armed, known, MINUTE, NOW, observed, settings, unreadable } from "./observed";
import { messages, wake } from "./waking";

const left: Letter = { key: "left", composedAt: NOW, subject: "web: left over", text: "As it was.\n" };
const remember: Action = {
  do: "remember",
  memory: armed({ told: ["armed"] }),
  tell: [{ about: "armed after all", key: "armed" }],
};
const deliver: Action = { do: "deliver" };

describe("a message", () => {
  it("is written with the change that it tells of, then sent, and then forgotten", async () => {
    const { world, does } = setting();
    const revisions: unknown[] = [];
    const { write } = world.memory;
    world.memory.write = async (value, etag) => {
      revisions.push(value.outbox?.map(({ subject }) => subject));
      return write(value, etag);
    };
    expect(await does(remember, deliver)).toEqual({ attempts: NOTHING_TRIED, claim: "won", failures: [] });
    expect(world.calls).toEqual(["remember", "publish", "remember"]);
    expect(revisions).toEqual([["web: protected"], undefined]);
    expect(world.memory.stored?.told).toEqual(["armed"]);
  });

  it("that somebody before left unsent comes first", async () => {
    const memory = armed({ outbox: [left] });
    const { world, does } = setting(memory);
    await does({ ...remember, memory: { ...memory, told: ["armed"] } }, deliver);
    expect(world.subjects).toEqual(["web: left over", "web: protected"]);
    expect(world.memory.stored?.outbox).toBeUndefined();
  });

  it("that SNS does not take stays, with those behind it, and is reported", async () => {
    const second = { ...left, key: "second", subject: "web: second" };
    const { world, does } = setting(armed({ outbox: [left, second] }));
    const { publish } = world;
    world.publish = async (subject, text) => (subject === second.subject ? "InternalError" : publish(subject, text));
    expect(await does(deliver)).toMatchObject({
      failures: ['People could not be told "web: second": InternalError'],
      attempts: { mailFailed: true },
    });
    expect(world.memory.stored?.outbox).toEqual([second]);
  });

  it("is forgotten though an operator's request writes the memory meanwhile, which stays", async () => {
    const { world, does } = setting(armed({ outbox: [left] }));
    const order = { id: "one", at: NOW, do: "drill", keep: false, ending: false } as const;
    world.publish = async () => {
      world.memory.put(armed({ outbox: [left], order }));
      return undefined;
    };
    expect(await does(deliver)).toMatchObject({ failures: [] });
    expect(world.memory.stored).toEqual(armed({ order }));
  });

  it.each<[string, (world: FakeWorld) => unknown, string]>([
    ["S3 refuses", (world) => (world.memory.write = async () => ({ kind: "failed", why: "SlowDown" })), "SlowDown"],
    ["others keep writing", (world) => (world.memory.write = async () => ({ kind: "lost" })), "others keep writing it"],
    [
      "it cannot be read again",
      (world) => {
        world.memory.write = async () => ({ kind: "lost" });
        world.memory.read = async () => unreadable;
      },
      "ServiceUnavailable: slow down",
    ],
  ])("that cannot be forgotten since %s may come once more, which is reported", async (_what, breaks, why) => {
    const { world, does } = setting(armed({ outbox: [left] }));
    breaks(world);
    expect(await does(deliver)).toMatchObject({
      claim: "failed",
      failures: [`What people were told may be told once more, since the memory cannot be written: ${why}`],
    });
    expect(world.subjects).toEqual(["web: left over"]);
  });

  it("that the memory has no room for is named in the log", async () => {
    const outbox = Array.from({ length: 20 }, (_none, number) => ({ ...left, subject: `web: ${number}` }));
    const { world, does } = setting(armed({ outbox }));
    await does({ ...remember, memory: armed({ outbox }) });
    expect(world.lines).toContainEqual({
      message: "forgotten, since the memory is bounded",
      forgotten: ['the message "web: 0"'],
    });
  });
});

describe("the decision", () => {
  const waiting = known(armed({ outbox: [left] }));

  it("sends what was left unsent, whatever else there is to do, and last", () => {
    const { actions } = decide(observed({ memory: waiting }), settings);
    expect(actions).toEqual([deliver]);
  });

  it("does not try again in an invocation from which SNS has taken nothing", () => {
    const attempts = { ...NOTHING_TRIED, mailFailed: true };
    expect(decide(observed({ memory: waiting, attempts }), settings).actions).toEqual([]);
  });
});

describe("a message whose sender has died", () => {
  it("is sent by the next invocation, which says that it is late", async () => {
    const world = new FakeWorld();
    world.memory.put(armed({ outbox: [left] }));
    world.time += 3 * MINUTE;
    await wake(world);
    expect(world.mail).toEqual([
      { subject: "web: left over (from 03:04 UTC)", text: expect.stringMatching(/^This message comes 3 minutes late/) },
    ]);
    await wake(world);
    expect(world.mail).toHaveLength(1);
    expect(messages(world)).toContain("told people");
  });
});
