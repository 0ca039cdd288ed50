import type { FailbackPhase } from "../../../../contract/order";
import { decide } from "../../../../functions/controller/decide";
import { type Observation, seesPrimary } from "../../../../functions/controller/observe";
import {
  armed,
  committed,
  dnsSays,
  known,
  locked,
  lockUnreadable,
  MINUTE,
  NOW,
  observed,
  probesDown,
  probesUnknown,
  serving,
  settings,
  stopped,
  stopping,
  TYPE,
  unlocked,
} from "../observed";
import { done, remembered, told } from "../verdict-parts";

const RULE = "an operator's failback";
const TTL_MS = settings.ttlSeconds * 1_000;
const unlockedAt = NOW - 1_000;
const goodAnswers = (inARow: number) => ({ ownProbes: { says: "up", inARow } as const });

/** A failback in this phase. The standby serves; the primary answers. */
function failback(phase: FailbackPhase, { force = false, episode = committed, at = NOW - MINUTE } = {}) {
  const order = { do: "failback", id: "f", at, reason: "mended", force, phase } as const;
  return (parts: Partial<Observation>, changed = settings) =>
    decide(observed({ memory: known(armed({ episode, order })), standby: serving, ...parts }), changed);
}
const phaseAfter = (decision: ReturnType<typeof decide>) => {
  const order = remembered(decision)?.order;
  return order?.do === "failback" ? order.phase : undefined;
};

describe("proving the primary", () => {
  const look = failback({ name: "proving" });
  const held = { lock: locked, nameServers: dnsSays("gone") };

  it("takes five good answers in a row, and changes nothing before", () => {
    expect(look({ ...held, ...goodAnswers(4) })).toEqual({ rule: RULE, actions: [], next: "wait" });
    const decision = look({ ...held, ...goodAnswers(5) });
    // The claim comes first: whoever dies after the deed has left word of it.
    expect(done(decision)).toEqual(["remember", "unlock"]);
    expect(phaseAfter(decision)).toEqual({ name: "turning", since: NOW });
  });

  it.each([probesUnknown, probesDown])("ends the failback at the first bad one, and says why: $says", (ownProbes) => {
    const decision = look({ ...held, ownProbes });
    expect(done(decision)).toEqual(["remember", "deliver"]);
    expect(remembered(decision)?.order).toBeUndefined();
    expect(told(decision)).toEqual(["no failback"]);
    expect(remembered(decision)?.episode?.events.at(-1)?.what).toBe(
      "no failback: the connection failed (ECONNREFUSED)",
    );
  });

  it("is skipped by force", () => {
    const forced = failback({ name: "proving" }, { force: true });
    expect(done(forced({ ...held, ownProbes: probesDown }))).toEqual(["remember", "unlock"]);
  });

  it.each([false, true])(
    "is not begun by a word of more than half an hour ago, and people are told: force %s",
    (force) => {
      const late = failback({ name: "proving" }, { force, at: NOW - 30 * MINUTE - 1 });
      const decision = late({ ...held, ...goodAnswers(5) });
      expect([told(decision), done(decision)]).toEqual([["failback given up"], ["remember", "deliver"]]);
      expect(remembered(decision)?.order).toBeUndefined();
    },
  );

  it("waits while the lock cannot be read", () => {
    expect(look({ ...held, ...goodAnswers(9), lock: lockUnreadable }).actions).toEqual([]);
  });

  it("is over where somebody has removed the lock already", () => {
    expect(phaseAfter(look({ lock: unlocked, ...goodAnswers(1) }))).toMatchObject({ name: "turning" });
  });

  it("opens an episode for a lock that was never seen, so that its end has a document", () => {
    const order = { do: "failback", id: "f", at: NOW, reason: "m", force: false, phase: { name: "proving" } } as const;
    const decision = decide(observed({ ...held, memory: known(armed({ order })), standby: serving }), settings);
    expect(remembered(decision)?.episode).toMatchObject({ kind: "failover", trigger: "an operator's failback" });
  });
});

describe("turning DNS", () => {
  const look = failback({ name: "turning", since: NOW - 10_000 }, { episode: { ...committed, unlockedAt } });
  const late = failback({ name: "turning", since: NOW - 3 * MINUTE - 1 }, { episode: { ...committed, unlockedAt } });

  it("removes the lock again after a crash between the word and the deed", () => {
    const decision = look({ lock: locked, nameServers: dnsSays("gone") });
    expect(decision).toEqual({ rule: RULE, actions: [{ do: "unlock" }], next: "wait" });
  });

  it("records that the lock is gone once it was seen to be", () => {
    const first = failback({ name: "turning", since: NOW - 10_000 });
    const decision = first({ lock: unlocked, nameServers: dnsSays("gone") });
    expect(remembered(decision)?.episode).toMatchObject({ unlockedAt: NOW });
    expect(phaseAfter(decision)).toMatchObject({ name: "turning" });
    expect(remembered(first({ lock: lockUnreadable, nameServers: dnsSays("gone") }))).toBeUndefined();
  });

  it("is done when every name server answers the primary", () => {
    const decision = look({ nameServers: dnsSays("up") });
    expect(phaseAfter(decision)).toEqual({ name: "draining", since: NOW });
    expect(remembered(decision)?.episode).toMatchObject({ returnedAt: NOW });
  });

  it.each([
    ["one answers the standby", { primary: 3, standby: 1, other: 0, silent: 0 }],
    ["one answers something else", { primary: 3, standby: 0, other: 1, silent: 0 }],
    ["one is silent", { primary: 3, standby: 0, other: 0, silent: 1 }],
    ["all are silent", { primary: 0, standby: 0, other: 0, silent: 4 }],
    ["none was asked", { primary: 0, standby: 0, other: 0, silent: 0 }],
  ])("is not done while %s", (_which, answers) => {
    const nameServers = { says: "up", answers } as const;
    expect(look({ nameServers })).toEqual({ rule: RULE, actions: [], next: "wait" });
  });

  it("is given up after three minutes, and says what the name servers answer", () => {
    const decision = late({ nameServers: dnsSays("down") });
    expect(phaseAfter(decision)).toEqual({
      name: "locking",
      why: "after 180 s 1 name servers answered the primary, 1 the standby, 0 something else, 0 nothing",
    });
    expect(done(decision)).toEqual(["remember"]);
  });

  it("is given up when the lock could not be removed in that time", () => {
    expect(phaseAfter(late({ lock: locked, nameServers: dnsSays("gone") }))).toMatchObject({
      why: "the lock could not be removed",
    });
  });

  it("is given up at once when the primary dies", () => {
    expect(phaseAfter(look({ nameServers: dnsSays("gone"), ownProbes: probesDown }))).toMatchObject({
      name: "locking",
      why: "the primary stopped answering: the connection failed (ECONNREFUSED)",
    });
    expect(look({ nameServers: dnsSays("gone"), ownProbes: probesUnknown }).actions).toEqual([]);
  });

  it("by force does not ask the controller's own probes, and still gives up after three minutes", () => {
    const forced = (since: number) =>
      failback({ name: "turning", since }, { force: true, episode: { ...committed, unlockedAt } });
    const parts = { nameServers: dnsSays("gone"), ownProbes: probesDown };
    expect(forced(NOW)(parts).actions).toEqual([]);
    expect(phaseAfter(forced(NOW - 3 * MINUTE - 1)(parts))).toMatchObject({ name: "locking" });
  });
});

describe("locking again", () => {
  const look = failback({ name: "locking", why: "DNS did not turn" }, { episode: { ...committed, unlockedAt } });

  it.each([unlocked, lockUnreadable])("writes the lock by the operator's word: $kind", (lock) => {
    const decision = look({ lock, nameServers: dnsSays("down"), ownProbes: probesDown });
    expect(decision.next).toBe("wait");
    expect(decision.actions).toMatchObject([
      { do: "commit", by: "operator", lock: { why: "a failback failed: DNS did not turn", episode: "web/1" } },
    ]);
  });

  it("is left out where every name server has turned meanwhile to a primary that answers: users are there", () => {
    expect(phaseAfter(look({}))).toEqual({ name: "draining", since: NOW });
    expect(done(look({ ownProbes: probesDown }))).toContain("commit");
    expect(done(look({ lock: lockUnreadable }))).toContain("commit");
  });

  it("tells people once it is there, and the failover goes on as it was", () => {
    const decision = look({ lock: locked, nameServers: dnsSays("down") });
    expect(told(decision)).toEqual(["failback failed"]);
    const { order, episode } = remembered(decision)!;
    expect(order).toBeUndefined();
    expect(episode).toMatchObject({ committedAt: NOW - MINUTE });
    expect(episode?.unlockedAt).toBeUndefined();
    const next = decide(observed({ memory: known(remembered(decision)!), lock: locked, standby: serving }), settings);
    expect(next.rule).toBe("2: the lock exists");
    expect(told(next)).not.toContain("committed");
  });
});

describe("draining", () => {
  const episode = { ...committed, unlockedAt, returnedAt: NOW - 2 * TTL_MS };
  const drained = failback({ name: "draining", since: NOW - 2 * TTL_MS }, { episode });
  const look = failback({ name: "draining", since: NOW - 2 * TTL_MS + 1 }, { episode });

  it("lasts two TTLs, for resolvers that round up", () => {
    expect(look({})).toEqual({ rule: RULE, actions: [], next: "wait" });
    expect(phaseAfter(drained({}))).toEqual({ name: "stopping" });
  });

  it("goes on while the lock cannot be read", () => {
    expect(drained({ lock: lockUnreadable })).toEqual({ rule: RULE, actions: [], next: "wait" });
  });
});

describe.each<FailbackPhase>([{ name: "draining", since: NOW - 2 * TTL_MS }, { name: "stopping" }])(
  "interrupted in $name",
  (phase) => {
    const episode = { ...committed, unlockedAt, returnedAt: NOW - TTL_MS };

    it.each<[string, Partial<Observation>]>([
      ["somebody writes the lock again", { lock: locked }],
      ["the primary dies", { ownProbes: probesDown }],
      ["the name servers turn", { nameServers: dnsSays("down") }],
      ["the name servers have turned", { nameServers: dnsSays("gone") }],
    ])("leaves the running standby to the other rules when %s", (_what, parts) => {
      const decision = failback(phase, { episode })(parts);
      expect(done(decision)).toEqual(["remember"]);
      const { order, episode: left } = remembered(decision)!;
      expect(order).toBeUndefined();
      expect(left?.committedAt).toBeUndefined();
      expect(left?.unlockedAt).toBeUndefined();
    });

    it("is not by what the controller alone cannot see, if it was forced", () => {
      const decision = failback(phase, { episode, force: true })({ ownProbes: probesDown });
      const events = (remembered(decision)?.finished?.[0]?.events ?? []).map(({ what }) => what);
      expect(decision.rule).toBe(RULE);
      expect(events).not.toContainEqual(expect.stringContaining("the failback is over"));
      expect(phase.name === "draining" ? phaseAfter(decision) : told(decision)).toEqual(
        phase.name === "draining" ? { name: "stopping" } : ["failed back"],
      );
    });
  },
);

describe("stopping the standby", () => {
  const episode = { ...committed, unlockedAt, returnedAt: NOW - MINUTE };
  const look = failback({ name: "stopping" }, { episode });

  it("is remembered and done while both witnesses see the primary and there is no lock", () => {
    const decision = look({});
    expect(done(decision)).toEqual(["remember", "stop"]);
    expect(remembered(decision)?.episode).toMatchObject({ stoodDownAt: NOW });
  });

  it.each<[string, Partial<Observation>]>([
    ["its own probe is not confirmed", { ownProbes: probesUnknown }],
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
    ["the lock cannot be read", { lock: lockUnreadable }],
  ])("waits while %s", (_why, parts) => {
    expect(look(parts)).toEqual({ rule: RULE, actions: [], next: "wait" });
  });

  it("is tried again after a crash, or a stop that failed", () => {
    const again = failback({ name: "stopping" }, { episode: { ...episode, stoodDownAt: NOW - 2_000 } });
    expect(again({}).actions).toEqual([{ do: "stop" }]);
    expect(again({ standby: stopping })).toEqual({ rule: RULE, actions: [], next: "wait" });
  });

  it("ends the failback and the episode when the instance is seen stopped", () => {
    const decision = look({ standby: stopped });
    expect(told(decision)).toEqual(["failed back"]);
    const { order, episode: open, finished } = remembered(decision)!;
    expect([order, open]).toEqual([undefined, undefined]);
    expect(finished).toMatchObject([{ id: "web/1", outcome: "failed back", endedAt: NOW }]);
  });

  it("gives the standby its wanted type back first", () => {
    const changed = { ...settings, fallbackInstanceTypes: ["t3a.micro"] };
    const decision = look({ standby: { ...stopped, type: "t3a.micro" } as Observation["standby"] }, changed);
    expect(decision.actions).toEqual([{ do: "change type", type: TYPE }]);
  });

  it("is left out where only Route 53 can reach the primary, and people are told", () => {
    const forced = failback({ name: "stopping" }, { episode, force: true });
    const o = { ownProbes: probesDown };
    expect(seesPrimary(observed(o))).toBe(false);
    const decision = forced(o);
    expect(done(decision)).toEqual(["remember", "deliver"]);
    expect(decision.actions).toMatchObject([
      { tell: [{ about: "failed back", standbyRuns: true }] },
      { do: "deliver" },
    ]);
  });
});
