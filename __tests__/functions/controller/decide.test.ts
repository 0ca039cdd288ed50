import type { Memory } from "../../../contract/memory";
import type { Alert } from "../../../functions/controller/alert";
import { type Decision, decide } from "../../../functions/controller/decide";
import type { Observation } from "../../../functions/controller/observe";
import { START_SETTLES_MS } from "../../../functions/controller/rules/primary-is-down";
import {
  armed,
  booting,
  dnsSays,
  known,
  MINUTE,
  memory,
  NOW,
  observed,
  probesDown,
  probesUnknown,
  STANDBY,
  serving,
  settings,
  stopped,
  unreadable,
} from "./observed";

const look = (parts: Partial<Observation>) => decide(observed(parts), settings);
const done = ({ actions }: Decision) => actions.map((action) => action.do);
const remembered = ({ actions }: Decision): Memory | undefined =>
  actions.flatMap((action) => (action.do === "remember" ? [action.memory] : []))[0];
const told = ({ actions }: Decision): Alert["about"][] =>
  actions.flatMap((action) => (action.do === "remember" ? action.tell.map(({ about }) => about) : []));
const reported = ({ actions }: Decision) =>
  actions.flatMap((action) => (action.do === "report" ? [action.failure] : []));

const pendingProof = { unproven: { instanceId: STANDBY, since: NOW - MINUTE } };
const opened = (parts = {}) => ({
  id: "web/1",
  startedAt: NOW - MINUTE,
  witness: "both" as const,
  ignitedAt: NOW - MINUTE,
  events: [],
  ...parts,
});
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
    expect(done(look(parts))).toEqual(["ignite"]);
    const next = look({ ...parts, standby: { state: "pending" }, start: accepted });
    expect(remembered(next)?.episode).toMatchObject({ witness, startedAt: NOW, ignitedAt: NOW });
    expect(told(next)).toEqual(["igniting"]);
  });

  it("opens the record no later than the start, though it is written after it", () => {
    const start = { ...accepted, at: NOW - 800 };
    const decision = look({ nameServers: dnsSays("down"), standby: { state: "pending" }, start });
    expect(remembered(decision)?.episode).toMatchObject({ startedAt: NOW - 800, ignitedAt: NOW - 800 });
  });

  it("ignites nothing by failed probes that were not confirmed", () => {
    expect(look({ ownProbes: probesUnknown }).actions).toEqual([]);
  });

  it("starts an instance that cannot be described", () => {
    expect(done(look({ ownProbes: probesDown, standby: { state: "unknown", why: "TimeoutError" } }))).toEqual([
      "ignite",
    ]);
  });

  it.each(["pending", "stopping"] as const)("waits for an instance that is %s", (state) => {
    const episode = opened();
    const decision = look({
      ownProbes: probesDown,
      standby: { state },
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
    expect(next).toEqual({ rule: "3: the primary is down", actions: [], next: "rest" });
  });

  it("takes back a first stop that was still to come", () => {
    const decision = look({ ownProbes: probesDown, standby: booting, memory: known(armed(pendingProof)) });
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
    const first = look({ ownProbes: probesDown, start: refusal });
    expect(told(first)).toEqual(["start refused"]);
    expect(reported(first)).toEqual([
      "StartInstances was refused: InsufficientInstanceCapacity: no t3.micro in us-east-1a",
    ]);
    const second = look({ ownProbes: probesDown, start: refusal, memory: known(remembered(first)!) });
    expect(second.next).toBe("rest");
    expect(done(second)).toEqual(["report"]);
    expect(done(look({ ownProbes: probesDown, memory: known(remembered(first)!) }))).toEqual(["ignite"]);
  });

  it("does not complain that an instance is still stopping: the next tick starts it", () => {
    const start = { ...refusal, code: "IncorrectInstanceState" };
    const decision = look({ ownProbes: probesDown, standby: { state: "unknown", why: "TimeoutError" }, start });
    expect(told(decision)).toEqual([]);
    expect(reported(decision)).toEqual([]);
  });

  it("believes DescribeInstances for some seconds that a started instance is still stopped", () => {
    const start = { ...accepted, at: NOW - START_SETTLES_MS };
    const memory = known(armed({ episode: opened({ ignitedAt: start.at }), told: ["web/1/igniting"] }));
    expect(look({ ownProbes: probesDown, start, memory })).toMatchObject({ actions: [], next: "wait" });
  });

  it("tells people and the dead-letter queue EC2's reason when an accepted start dies, and starts again", () => {
    const died = { state: "stopped", reason: "Client.InternalError: Client error on launch" } as const;
    const start = { ...accepted, at: NOW - START_SETTLES_MS - 1 };
    const here = look({ ownProbes: probesDown, standby: died, start, memory: known(armed({ episode: opened() })) });
    expect(told(here)).toEqual(["standby died"]);
    expect(reported(here)).toEqual([
      "The standby's instance stopped after a successful start: Client.InternalError: Client error on launch",
    ]);
    const later = look({ ownProbes: probesDown, standby: died, memory: known(remembered(here)!) });
    expect(done(later)).toEqual(["ignite", "report"]);
  });

  it("tells people again when a standby that had died serves after all", () => {
    const episode = opened({ servingAt: NOW - 40_000, ignitedAt: NOW - 50_000 });
    const before = armed({ episode, told: ["web/1/igniting", `web/1/serving/${NOW - 50_000}`] });
    const died = look({ ownProbes: probesDown, standby: stopped, memory: known(before) });
    expect(told(died)).toEqual(["standby died"]);
    const back = look({ ownProbes: probesDown, standby: serving, start: accepted, memory: known(remembered(died)!) });
    expect(told(back)).toEqual(["standby serves"]);
  });

  it.each(["shutting-down", "terminated"] as const)(
    "cannot ignite an instance that is %s, and says so once",
    (state) => {
      const standby = { state, reason: "Client.UserInitiatedShutdown" };
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

  it("tells people that the primary is back, and closes the episode only after that", () => {
    const before = armed({ episode: opened(), told: ["web/1/igniting", "web/1/serving/1", "never-served/i-old"] });
    const first = look({ standby: serving, memory: known(before) });
    expect(told(first)).toEqual(["primary returned"]);
    expect(remembered(first)?.episode).toBeDefined();
    const second = look({ standby: serving, memory: known(remembered(first)!) });
    expect(remembered(second)).toMatchObject({ told: ["never-served/i-old"] });
    expect(remembered(second)?.episode).toBeUndefined();
    expect(look({ standby: serving, memory: known(remembered(second)!) }).actions).toEqual([]);
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
    expect(look({ ...down, start: accepted }).actions).toEqual([]);
    expect(reported(look({ ...down, start: refusal }))).toEqual([
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
