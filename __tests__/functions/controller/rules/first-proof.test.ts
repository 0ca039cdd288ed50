import { decide } from "../../../../functions/controller/decide";
import {
  armed,
  booting,
  dnsSays,
  known,
  MINUTE,
  NOW,
  observed,
  pendingProof,
  STANDBY,
  serving,
  settings,
} from "../observed";
import { done, look, remembered, told } from "../verdict-parts";

describe("the first proof of a new standby", () => {
  it("begins when a standby with another instance id is seen", () => {
    const decision = look({ standby: booting, memory: known(armed({ provenStandby: "i-old" })) });
    expect(remembered(decision)?.unproven).toEqual({ instanceId: STANDBY, since: NOW });
  });

  it("ends in a stop when the controller is armed and both witnesses see the primary", () => {
    const memory = known(armed({ ...pendingProof, armedAt: NOW - MINUTE }));
    expect(done(look({ standby: serving, memory }))).toEqual(["stop"]);
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
    expect(done(look({ standby: serving }))).toEqual(["remember"]);
    expect(look({ standby: serving, memory: known(armed({ stray: NOW })) }).actions).toEqual([]);
  });
});
