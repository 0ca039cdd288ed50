import type { Maintenance, Memory } from "../../../../contract/memory";
import { decide } from "../../../../functions/controller/decide";
import type { Observation } from "../../../../functions/controller/observe";
import {
  armed,
  dnsSays,
  known,
  locked,
  MINUTE,
  memory,
  NOW,
  observed,
  opened,
  pending,
  probesDown,
  serving,
  settings,
} from "../observed";
import { done, remembered, told } from "../verdict-parts";

const RULE = "1: maintenance";
const window: Maintenance = { since: NOW - MINUTE, until: NOW + MINUTE, reason: "a patch", standby: "running" };
const kept = (parts: Partial<Memory> = {}) => known(armed({ maintenance: window, ...parts }));
const look = (parts: Partial<Observation> = {}) => decide(observed({ memory: kept(), ...parts }), settings);
const episode = opened({ kind: "maintenance", servingAt: NOW, runningAt: NOW });

it("starts the standby and keeps it running, since DNS still turns by itself", () => {
  const decision = look();
  expect(done(decision)).toEqual(["remember", "ignite"]);
  expect(remembered(decision)?.episode).toMatchObject({ kind: "maintenance", ignitedAt: NOW });
  expect(look({ memory: kept({ episode }), standby: pending }).next).toBe("wait");
  expect(look({ memory: kept({ episode }), standby: serving })).toEqual({ rule: RULE, actions: [], next: "rest" });
});

it("starts nothing for those who mean it, not even for a dead primary", () => {
  const maintenance = { ...window, standby: "left alone" } as const;
  const parts = { memory: kept({ maintenance }), ownProbes: probesDown, nameServers: dnsSays("gone") };
  expect(look(parts)).toEqual({ rule: RULE, actions: [], next: "rest" });
});

it("commits nothing, though both witnesses have the primary gone and the standby serves", () => {
  const gone = { ownProbes: probesDown, nameServers: dnsSays("gone"), standby: serving };
  const down = { ...episode, firstFailedProbeAt: NOW, turnedAt: NOW, recoverySeconds: 1 };
  const decision = look({ ...gone, memory: kept({ episode: down }) });
  expect(done(decision)).toEqual(["remember", "deliver"]);
  expect(told(decision)).toEqual(["down in maintenance"]);
  const again = look({ ...gone, memory: known(remembered(decision)!) });
  expect(again.actions).toEqual([]);
});

it("stops nothing, though the primary is back for longer than the grace period", () => {
  const back = { ...episode, primaryBackAt: NOW - 60 * MINUTE };
  const decision = look({ memory: kept({ episode: back }), standby: serving });
  expect(done(decision)).toEqual(["remember"]);
  expect(remembered(decision)?.episode?.primaryBackAt).toBeUndefined();
});

it("lets a failover that was not committed go on as one, and wait", () => {
  const decision = look({ memory: kept({ episode: opened({ ignitedAt: undefined }) }) });
  expect(remembered(decision)?.episode).toMatchObject({ id: "web/1", kind: "failover" });
});

it("does not come before the lock, which ends it", () => {
  const decision = look({ lock: locked, standby: serving });
  expect(decision.rule).toBe("2: the lock exists");
  expect(remembered(decision)?.maintenance).toBeUndefined();
});

it("does not come before arming", () => {
  expect(look({ memory: known(memory({ maintenance: window })) }).rule).toBe("0: not armed yet");
});

describe("when its time is up", () => {
  const over = { memory: kept({ episode, maintenance: { ...window, until: NOW } }), standby: serving };

  it("is over by itself, and people are told", () => {
    const decision = look(over);
    expect(told(decision)).toEqual(["maintenance over"]);
    expect(remembered(decision)?.maintenance).toBeUndefined();
    expect(look({ ...over, memory: kept({ episode, maintenance: { ...window, until: NOW + 1 } }) }).actions).toEqual(
      [],
    );
  });

  it("in the middle of an outage, the failover is committed by the next look", () => {
    const gone = { ...over, ownProbes: probesDown, nameServers: dnsSays("gone") };
    const after = look({ ...gone, memory: known(remembered(look(gone))!) });
    expect(after.rule).toBe("3: the primary is down");
    expect(remembered(after)?.episode).toMatchObject({ kind: "failover" });
    expect(done(after)).toContain("commit");
  });

  it("with a primary that serves, the standby is stopped after the grace period", () => {
    let memoryNow = remembered(look(over))!;
    memoryNow = remembered(look({ memory: known(memoryNow), standby: serving }))!;
    const at = NOW + settings.graceSeconds * 1_000;
    const decision = look({ at, memory: known(memoryNow), standby: serving });
    expect(done(decision)).toEqual(["remember", "stop"]);
  });
});
