import { START_SETTLES_MS } from "../../../../functions/controller/rules/ignition";
import {
  accepted,
  armed,
  booting,
  dnsSays,
  known,
  NOW,
  opened,
  pending,
  pendingProof,
  probesDown,
  probesUnknown,
  refusal,
  STANDBY,
  serving,
  started,
  stopped,
  stopping,
  TYPE,
} from "../observed";
import { done, look, remembered, reported, told } from "../verdict-parts";

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
      expect(done(first)).toEqual(["remember", "report", "deliver"]);
      expect(told(first)).toEqual(["standby terminated"]);
      expect(told(look({ ownProbes: probesDown, standby, memory: known(remembered(first)!) }))).toEqual([]);
    },
  );
});
