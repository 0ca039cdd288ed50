import type { Memory } from "../../../contract/memory";
import { decide } from "../../../functions/controller/decide";
import { NOTHING_TRIED, type Observation } from "../../../functions/controller/observe";
import { START_SETTLES_MS } from "../../../functions/controller/rules/ignition";
import {
  armed,
  booting,
  dnsSays,
  known,
  locked,
  lockUnreadable,
  MINUTE,
  memory,
  NOW,
  observed,
  opened,
  pending,
  probesDown,
  probesUnknown,
  probesUp,
  STANDBY,
  serving,
  settings,
  stopped,
  stopping,
  TYPE,
  unreadable,
} from "./observed";
import { done, remembered, reported, told } from "./verdict-parts";

const look = (parts: Partial<Observation>) => decide(observed(parts), settings);
const pendingProof = { unproven: { instanceId: STANDBY, since: NOW - MINUTE } };
const started = (start: Observation["attempts"]["start"]) => ({ attempts: { ...NOTHING_TRIED, start } });
const accepted = { kind: "accepted", from: "stopped", at: NOW } as const;
const refusal = {
  kind: "refused",
  code: "InsufficientInstanceCapacity",
  message: "no t3.micro in us-east-1a",
  at: NOW,
} as const;

describe("rule 0: not armed yet", () => {
  const unarmed = { ownProbes: probesUnknown, nameServers: dnsSays("unknown"), memory: known(memory(pendingProof)) };

  it("arms when both witnesses see the primary", () => {
    expect(remembered(look({ memory: { kind: "absent" } }))).toMatchObject({
      firstSeenAt: NOW,
      armedAt: NOW,
      told: [],
    });
  });

  it.each([
    ["the primary does not serve", { ownProbes: probesUnknown }],
    ["DNS does not answer the primary", { nameServers: dnsSays("gone") }],
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
  ])("does not arm while %s", (_why, parts) => {
    const decision = look({ memory: { kind: "absent" }, ...parts });
    expect(decision.rule).toBe("0: not armed yet");
    expect(remembered(decision)?.armedAt).toBeUndefined();
  });

  it.each(["down", "gone"] as const)("ignites nothing though the name servers say %s and the probes fail", (says) => {
    const decision = look({ memory: known(memory()), ownProbes: probesDown, nameServers: dnsSays(says) });
    expect(done(decision)).not.toContain("ignite");
  });

  it("claims the proof of a new standby that serves, and stops it only by the next look", () => {
    const first = look({ ...unarmed, nameServers: dnsSays("up"), standby: serving });
    expect(remembered(first)).toMatchObject({ provenStandby: STANDBY, unproven: { instanceId: STANDBY } });
    expect(done(first)).toEqual(["remember"]);
    const second = look({
      ...unarmed,
      nameServers: dnsSays("up"),
      standby: serving,
      memory: known(remembered(first)!),
    });
    expect(done(second)).toEqual(["stop"]);
  });

  it("arms and proves by the same look", () => {
    const decision = look({ memory: known(memory(pendingProof)), standby: serving });
    expect(remembered(decision)).toMatchObject({ armedAt: NOW, provenStandby: STANDBY });
  });

  it("does not stop the standby that DNS sends users to while the primary's first boot lasts", () => {
    const proven = known(memory({ ...pendingProof, provenStandby: STANDBY }));
    for (const says of ["down", "gone", "unknown"] as const) {
      expect(done(look({ ...unarmed, memory: proven, standby: serving, nameServers: dnsSays(says) }))).toEqual([]);
    }
  });

  it("tells people once that it is not armed, after half an hour", () => {
    const waiting = (minutes: number, parts: Partial<Memory> = {}) =>
      look({ ...unarmed, memory: known(armed({ armedAt: undefined, firstSeenAt: NOW - minutes * MINUTE, ...parts })) });
    expect(told(waiting(29))).toEqual([]);
    expect(told(waiting(31))).toEqual(["not armed"]);
    expect(waiting(32, { told: ["not-armed"] }).actions).toEqual([]);
  });

  it("tells people that it is armed only if they had been told that it was not", () => {
    expect(told(look({ memory: known(memory()) }))).toEqual([]);
    expect(told(look({ memory: known(memory({ told: ["not-armed"] })) }))).toEqual(["armed after all"]);
  });
});

describe("the first proof of a new standby", () => {
  it("begins when a standby with another instance id is seen", () => {
    const decision = look({ standby: booting, memory: known(armed({ provenStandby: "i-old" })) });
    expect(remembered(decision)?.unproven).toEqual({ instanceId: STANDBY, since: NOW });
  });

  it("ends in a stop when the controller is armed and both witnesses see the primary", () => {
    expect(done(look({ standby: serving, memory: known(armed(pendingProof)) }))).toEqual(["stop"]);
  });

  it("stops nothing while a name server is unread", () => {
    const decision = look({ standby: serving, memory: known(armed(pendingProof)), nameServers: dnsSays("unknown") });
    expect(decision).toEqual({ rule: "5: otherwise, nothing", actions: [], next: "rest" });
  });

  it("is over once the instance is seen to stop", () => {
    expect(remembered(look({ memory: known(armed(pendingProof)) }))?.unproven).toBeUndefined();
  });

  it("is not over while the instance cannot be described", () => {
    const decision = look({ standby: { state: "unknown", why: "TimeoutError" }, memory: known(armed(pendingProof)) });
    expect(decision.actions).toEqual([]);
  });

  it.each([
    [30, 9, []],
    [30, 11, ["standby never served"]],
    [120, 19, []],
    [120, 21, ["standby never served"]],
  ])("with %d boot seconds, %d minutes without an answer tell people: %j", (bootSeconds, minutes, expected) => {
    const unproven = { instanceId: STANDBY, since: NOW - minutes * MINUTE };
    const memory = known(armed({ provenStandby: undefined, unproven }));
    expect(told(decide(observed({ standby: booting, memory }), { ...settings, bootSeconds }))).toEqual(expected);
  });

  it("leaves a proven standby alone that somebody else has started", () => {
    expect(look({ standby: serving }).actions).toEqual([]);
  });
});

describe("rule 3: the primary is down", () => {
  it.each([
    ["own probes", { ownProbes: probesDown }],
    ["name servers", { nameServers: dnsSays("down") }],
    ["name servers", { nameServers: dnsSays("gone") }],
    ["both", { ownProbes: probesDown, nameServers: dnsSays("gone") }],
  ])("ignites first and then tells people that the witness is: %s", (witness, parts) => {
    const first = look(parts);
    // The claim comes first: whoever dies after the start has left word that the standby is the controller's to stop.
    expect(done(first)).toEqual(["remember", "ignite"]);
    expect(remembered(first)?.episode).toMatchObject({ witness, startedAt: NOW, ignitedAt: NOW });
    expect(told(first)).toEqual([]);
    const next = look({ ...parts, memory: known(remembered(first)!), standby: pending, ...started(accepted) });
    expect(remembered(next)?.episode).toMatchObject({ startedInstanceAt: NOW });
    expect(told(next)).toEqual(["igniting"]);
  });

  it("takes what EC2 found stopped for its own, though the claim was lost", () => {
    const start = { ...accepted, at: NOW - 800 };
    const decision = look({ nameServers: dnsSays("down"), standby: pending, ...started(start) });
    expect(remembered(decision)?.episode).toMatchObject({ startedInstanceAt: NOW - 800, ignitedAt: NOW - 800 });
  });

  it("ignites nothing by failed probes that were not confirmed", () => {
    expect(look({ ownProbes: probesUnknown }).actions).toEqual([]);
  });

  it("starts an instance that cannot be described", () => {
    expect(done(look({ ownProbes: probesDown, standby: { state: "unknown", why: "TimeoutError" } }))).toContain(
      "ignite",
    );
  });

  it.each([pending, stopping])("waits for an instance that is $state", (standby) => {
    const episode = opened({ firstFailedProbeAt: NOW });
    const decision = look({
      ownProbes: probesDown,
      standby,
      memory: known(armed({ episode, told: ["web/1/igniting"] })),
    });
    expect(decision).toEqual({ rule: "3: the primary is down", actions: [], next: "wait" });
  });

  it("tells people once that the standby serves, which is also its proof", () => {
    const episode = opened();
    const before = armed({ episode, told: ["web/1/igniting"], provenStandby: undefined, ...pendingProof });
    const decision = look({ ownProbes: probesDown, standby: serving, memory: known(before) });
    expect(told(decision)).toEqual(["standby serves"]);
    expect(remembered(decision)).toMatchObject({ provenStandby: STANDBY, episode: { servingAt: NOW } });
    expect(remembered(decision)?.unproven).toBeUndefined();
    const next = look({ ownProbes: probesDown, standby: serving, memory: known(remembered(decision)!) });
    // It stays for the second witness, to commit.
    expect(next).toEqual({ rule: "3: the primary is down", actions: [], next: "wait" });
  });

  it("takes back a first stop that was still to come", () => {
    const decision = look({ ownProbes: probesDown, standby: booting, memory: known(armed(pendingProof)) });
    expect(remembered(decision)).toMatchObject({ episode: { ignitedAt: NOW } });
    expect(remembered(decision)?.unproven).toBeUndefined();
    expect(done(decision)).not.toContain("stop");
  });

  it("tells people once that the promised recovery time is over", () => {
    const episode = opened({ startedAt: NOW - 181_000 });
    const late = look({
      ownProbes: probesDown,
      standby: booting,
      memory: known(armed({ episode, told: ["web/1/igniting"] })),
    });
    expect(told(late)).toEqual(["standby late"]);
    expect(told(look({ ownProbes: probesDown, standby: booting, memory: known(remembered(late)!) }))).toEqual([]);
  });

  it("tells people once an episode that a start is refused, and reports it every time", () => {
    const first = look({ ownProbes: probesDown, ...started(refusal) });
    expect(told(first)).toEqual(["start refused"]);
    expect(reported(first)).toEqual([
      "StartInstances was refused: InsufficientInstanceCapacity: no t3.micro in us-east-1a",
    ]);
    const second = look({ ownProbes: probesDown, ...started(refusal), memory: known(remembered(first)!) });
    expect(second.next).toBe("rest");
    expect(done(second)).toEqual(["report"]);
    expect(done(look({ ownProbes: probesDown, memory: known(remembered(first)!) }))).toContain("ignite");
  });

  it("does not complain that an instance is still stopping: the next tick starts it", () => {
    const start = { ...refusal, code: "IncorrectInstanceState" };
    const decision = look({
      ownProbes: probesDown,
      standby: { state: "unknown", why: "TimeoutError" },
      ...started(start),
    });
    expect(told(decision)).toEqual([]);
    expect(reported(decision)).toEqual([]);
  });

  it("believes DescribeInstances for some seconds that a started instance is still stopped", () => {
    const start = { ...accepted, at: NOW - START_SETTLES_MS };
    const memory = known(
      armed({ episode: opened({ startedInstanceAt: start.at, firstFailedProbeAt: NOW }), told: ["web/1/igniting"] }),
    );
    expect(look({ ownProbes: probesDown, ...started(start), memory })).toMatchObject({ actions: [], next: "wait" });
  });

  it("tells people and the dead-letter queue EC2's reason when an accepted start dies, and starts again", () => {
    const died = { state: "stopped", type: TYPE, reason: "Client.InternalError: Client error on launch" } as const;
    const start = { ...accepted, at: NOW - START_SETTLES_MS - 1 };
    const here = look({
      ownProbes: probesDown,
      standby: died,
      ...started(start),
      memory: known(armed({ episode: opened() })),
    });
    expect(told(here)).toEqual(["standby died"]);
    expect(reported(here)).toEqual([
      "The standby's instance stopped after a successful start: Client.InternalError: Client error on launch",
    ]);
    const later = look({ ownProbes: probesDown, standby: died, memory: known(remembered(here)!) });
    expect(done(later)).toContain("ignite");
  });

  it("tells people again when a standby that had died serves after all", () => {
    const episode = opened({ servingAt: NOW - 40_000, startedInstanceAt: NOW - 50_000 });
    const before = armed({ episode, told: ["web/1/igniting", `web/1/serving/${NOW - 50_000}`] });
    const died = look({ ownProbes: probesDown, standby: stopped, memory: known(before) });
    expect(told(died)).toEqual(["standby died"]);
    const back = look({
      ownProbes: probesDown,
      standby: serving,
      ...started(accepted),
      memory: known(remembered(died)!),
    });
    expect(told(back)).toEqual(["standby serves"]);
  });

  it.each(["shutting-down", "terminated"] as const)(
    "cannot ignite an instance that is %s, and says so once",
    (state) => {
      const standby = { state, type: TYPE, reason: "Client.UserInitiatedShutdown" };
      const first = look({ ownProbes: probesDown, standby });
      expect(done(first)).toEqual(["remember", "report"]);
      expect(told(first)).toEqual(["standby terminated"]);
      expect(told(look({ ownProbes: probesDown, standby, memory: known(remembered(first)!) }))).toEqual([]);
    },
  );
});

describe("rule 5: otherwise", () => {
  it("does nothing when all is well", () => {
    expect(look({})).toEqual({ rule: "5: otherwise, nothing", actions: [], next: "rest" });
  });

  it("keeps the episode open until both witnesses see the primary", () => {
    const episode = known(armed({ episode: opened(), ...pendingProof }));
    expect(look({ standby: serving, memory: episode, nameServers: dnsSays("unknown") }).actions).toEqual([]);
  });
});

describe("with a memory that cannot be read", () => {
  it("still ignites when both witnesses say that the primary is down", () => {
    const down = { memory: unreadable, ownProbes: probesDown, nameServers: dnsSays("down") };
    const decision = look(down);
    expect(decision.actions).toMatchObject([{ do: "ignite", announce: { about: "igniting", witness: "both" } }]);
    expect(look({ ...down, ...started(accepted) }).actions).toEqual([]);
    expect(reported(look({ ...down, ...started(refusal) }))).toEqual([
      "StartInstances was refused: InsufficientInstanceCapacity: no t3.micro in us-east-1a",
    ]);
  });

  it.each([
    ["own probes", { ownProbes: probesDown }],
    ["name servers", { nameServers: dnsSays("gone") }],
    ["name servers, and a probe that was not confirmed", { nameServers: dnsSays("gone"), ownProbes: probesUnknown }],
  ])("ignites nothing when only one witness says so: %s", (_witness, parts) => {
    expect(look({ memory: unreadable, ...parts }).actions).toEqual([]);
  });
});

describe("rule 3: the commit", () => {
  const gone = { ownProbes: probesDown, nameServers: dnsSays("gone"), standby: serving };
  const begun = known(
    armed({
      episode: opened({ servingAt: NOW, runningAt: NOW, turnedAt: NOW, firstFailedProbeAt: NOW, recoverySeconds: 1 }),
    }),
  );

  it("locks when both witnesses have the primary gone and the standby serves, and writes down what it saw", () => {
    const decision = look({ ...gone, memory: begun });
    expect(decision.actions).toContainEqual({
      do: "commit",
      by: "witnesses",
      lock: expect.objectContaining({
        writtenBy: "controller",
        episode: "web/1",
        seen: {
          ownProbes: "the connection failed (ECONNREFUSED)",
          nameServers: "0 answer the primary, 2 the standby, 0 something else, 0 nothing",
          standby: "serves",
        },
      }),
    });
  });

  it.each<[string, Partial<Observation>]>([
    ["its own probes do not say so", { ownProbes: probesUp }],
    ["they are not confirmed", { ownProbes: probesUnknown }],
    ["a name server still answers the primary", { nameServers: dnsSays("down") }],
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
    ["the standby does not serve yet", { standby: booting }],
    ["the lock cannot be read", { lock: lockUnreadable }],
    ["the memory cannot be read", { memory: unreadable }],
  ])("does not lock while %s", (_why, parts) => {
    expect(done(look({ ...gone, memory: begun, ...parts }))).not.toContain("commit");
  });

  it("never locks where the file says that users return by themselves", () => {
    const decision = decide(observed({ ...gone, memory: begun }), { ...settings, failback: "automatic" });
    expect(done(decision)).not.toContain("commit");
  });
});

describe("rule 2: the lock exists", () => {
  const committed = opened({
    committedAt: NOW - MINUTE,
    servingAt: NOW - MINUTE,
    runningAt: NOW - MINUTE,
    turnedAt: NOW - MINUTE,
  });
  const held = { lock: locked, nameServers: dnsSays("gone"), memory: known(armed({ episode: committed })) };

  it("tells people once that users stay, and takes the time of the commit from the lock", () => {
    const first = look({ ...held, standby: serving, memory: known(armed({ episode: opened() })) });
    expect(remembered(first)?.episode).toMatchObject({ committedAt: NOW - MINUTE });
    expect(told(first)).toContain("committed");
    expect(told(look({ ...held, standby: serving, memory: known(remembered(first)!) }))).not.toContain("committed");
  });

  it("starts a standby that does not run, also before the controller is armed", () => {
    expect(done(look({ ...held, standby: stopped, memory: { kind: "absent" } }))).toContain("ignite");
  });

  it("stops and unlocks nothing, though the primary is back for hours", () => {
    const episode = { ...committed, primaryBackAt: NOW - 600 * MINUTE };
    const decision = look({ lock: locked, standby: serving, memory: known(armed({ episode })) });
    expect(done(decision).filter((each) => each !== "remember")).toEqual([]);
  });

  it("tells people by its second look that a standby which had served does not answer", () => {
    const first = look({ ...held, ownProbes: probesUnknown, standby: booting });
    expect(told(first)).toEqual([]);
    expect(first.next).toBe("wait");
    const second = look({ ...held, ownProbes: probesUnknown, standby: booting, memory: known(remembered(first)!) });
    expect(told(second)).toEqual(["standby fails users"]);
  });

  it("tells people that a lock has no effect which DNS has not followed for two minutes, and nothing better", () => {
    const minutesOld = (minutes: number) => {
      const committedAt = NOW - minutes * MINUTE;
      const lock = { kind: "present", writtenAt: committedAt } as const;
      const memory = known(armed({ episode: { ...committed, committedAt } }));
      return told(look({ lock, memory, standby: serving }));
    };
    expect(minutesOld(2)).toEqual([]);
    expect(minutesOld(3)).toEqual(["lock without effect"]);
  });

  it("keeps the standby serving though the lock cannot be read", () => {
    expect(done(look({ ...held, lock: lockUnreadable, standby: stopped }))).toContain("ignite");
  });
});

describe("rule 4: the primary is back", () => {
  const graceMs = settings.graceSeconds * 1_000;
  const back = (sinceMs: number, parts = {}) =>
    known(armed({ episode: opened({ primaryBackAt: NOW - sinceMs, ...parts }) }));

  it("stops a standby that it ignited after the grace period, and not before", () => {
    expect(done(look({ standby: serving, memory: back(graceMs - 1) }))).not.toContain("stop");
    expect(done(look({ standby: serving, memory: back(graceMs) }))).toEqual(["remember", "stop"]);
  });

  it.each<[string, Partial<Observation>]>([
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
    ["its own probe is not confirmed", { ownProbes: probesUnknown }],
    ["the lock cannot be read", { lock: lockUnreadable }],
    ["the lock exists", { lock: locked }],
    ["the memory cannot be read", { memory: unreadable }],
  ])("stops nothing while %s", (_why, parts) => {
    expect(done(look({ standby: serving, memory: back(graceMs), ...parts }))).not.toContain("stop");
  });

  it("begins the grace period anew after every sign of trouble", () => {
    const trouble = look({ standby: serving, ownProbes: probesDown, memory: back(graceMs) });
    expect(remembered(trouble)?.episode?.primaryBackAt).toBeUndefined();
  });

  it("leaves a standby running that somebody else started, and says so", () => {
    const decision = look({ standby: serving, memory: back(graceMs, { ignitedAt: undefined }) });
    expect(done(decision)).not.toContain("stop");
    expect(told(decision)).toEqual(["stood down"]);
    expect(remembered(decision)).toMatchObject({ finished: [{ outcome: "the primary recovered by itself" }] });
  });

  it("writes the document of what has ended, and only then forgets it", () => {
    const finished = [opened({ endedAt: NOW })];
    const decision = look({ memory: known(armed({ finished })) });
    expect(decision.actions).toMatchObject([{ do: "record", episode: { id: "web/1" } }, { do: "remember" }]);
    expect(remembered(decision)?.finished).toBeUndefined();
  });
});
