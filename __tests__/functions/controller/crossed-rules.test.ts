import { MAXIMUM_EVENTS } from "../../../contract/episode";
import { NOTHING_TRIED } from "../../../functions/controller/observe";
import {
  accepted,
  armed,
  booting,
  dnsSays,
  known,
  locked,
  MINUTE,
  NOW,
  opened,
  pending,
  probesDown,
  settings,
  started,
  stopped,
  unreadable,
} from "./observed";
import { look, remembered, told } from "./verdict-parts";

/** What one rule leaves behind and another finds. Each of these was once wrong. */

it("a drill that was asked for while the lock was written does not stand in the way of the failback", () => {
  const order = { id: "d", at: NOW, do: "drill", keep: false, ending: true } as const;
  const decision = look({ lock: locked, ownProbes: probesDown, memory: known(armed({ episode: opened(), order })) });
  expect(remembered(decision)!.order).toBeUndefined();
});

describe("a standby that was stood down, and is needed again before it has stopped", () => {
  const before = opened({ startedInstanceAt: NOW - MINUTE, servingAt: NOW - MINUTE, stoodDownAt: NOW - 1_000 });
  const decision = look({ ownProbes: probesDown, standby: stopped, memory: known(armed({ episode: before })) });

  it("is started, and has not died", () => {
    expect(decision.actions).toContainEqual({ do: "ignite" });
    expect(told(decision)).not.toContain("standby died");
    expect(remembered(decision)!.episode?.stoodDownAt).toBeUndefined();
  });

  it("does not serve until it has answered again", () => {
    const after = remembered(decision)!.episode;
    const memory = known(armed({ episode: after! }));
    const next = look({ ownProbes: probesDown, standby: pending, ...started(accepted), memory });
    expect(after?.servingAt).toBeUndefined();
    expect(told(next)).toEqual(["igniting"]);
  });
});

it("a lock over a standby that has never served is told once its promised time is over", () => {
  const writtenAt = NOW - settings.promisedRecoverySeconds * 1_000 - 1;
  const episode = opened({ committedAt: writtenAt });
  const lock = { kind: "present", writtenAt } as const;
  const held = { lock, ownProbes: probesDown, nameServers: dnsSays("gone") };
  const decision = look({ ...held, standby: booting, memory: known(armed({ episode })) });
  expect(told(decision)).toEqual(["standby fails users"]);
});

it("the start by an invocation that has lost the lease is recorded by the one that holds it", () => {
  const attempts = { ...NOTHING_TRIED, start: { kind: "accepted", from: "pending", at: NOW } } as const;
  const decision = look({
    ownProbes: probesDown,
    standby: pending,
    attempts,
    memory: known(armed({ episode: opened() })),
  });
  expect(remembered(decision)!.episode?.startedInstanceAt).toBe(NOW);
});

it("a lock is enough to start the standby without the memory, whatever the witnesses say", () => {
  const decision = look({ lock: locked, memory: unreadable, standby: stopped, nameServers: dnsSays("unknown") });
  expect(decision.actions).toEqual([{ do: "ignite" }]);
});

it("an episode's events are bounded, and the first stays", () => {
  const events = Array.from({ length: MAXIMUM_EVENTS }, (_, number) => ({ at: NOW, what: `event ${number}` }));
  const decision = look({
    ownProbes: probesDown,
    standby: booting,
    memory: known(armed({ episode: opened({ events }) })),
  });
  const kept = remembered(decision)!.episode!.events;
  expect(kept).toHaveLength(MAXIMUM_EVENTS);
  expect(kept[0]?.what).toBe("event 0");
});
