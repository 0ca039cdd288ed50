import type { Episode } from "../../../../contract/episode";
import type { Order } from "../../../../contract/order";
import { decide } from "../../../../functions/controller/decide";
import { NOTHING_TRIED, type Observation } from "../../../../functions/controller/observe";
import {
  armed,
  booting,
  dnsSays,
  known,
  locked,
  lockUnreadable,
  MINUTE,
  NOW,
  observed,
  opened,
  probesDown,
  probesUnknown,
  serving,
  settings,
  stopped,
  stopping,
  TYPE,
} from "../observed";
import { done, remembered, told } from "../verdict-parts";

const RULE = "an operator's drill";
const { witness: _nobody, ...unaccused } = opened();
const begun = (parts: Partial<Episode> = {}): Episode => ({ ...unaccused, kind: "drill", ...parts });

/** A drill, and a look at it. */
function drill({ keep = false, ending = false, at = NOW - MINUTE } = {}, episode?: Episode) {
  const order: Order = { do: "drill", id: "d", at, keep, ending };
  return (parts: Partial<Observation> = {}, changed = settings) =>
    decide(observed({ memory: known(armed({ order, episode })), ...parts }), changed);
}

it("starts the standby, and begins its record with the operator's word", () => {
  const decision = drill()();
  expect(done(decision)).toEqual(["remember", "ignite"]);
  expect(remembered(decision)?.episode).toMatchObject({ kind: "drill", startedAt: NOW - MINUTE, ignitedAt: NOW });
});

it("records when the standby serves, which is its proof, and leaves it to its operator", () => {
  const decision = drill({}, begun({ runningAt: NOW }))({ standby: serving });
  expect(remembered(decision)).toMatchObject({ provenStandby: expect.any(String), episode: { servingAt: NOW } });
  expect(told(decision)).toEqual([]);
  const after = drill({}, begun({ runningAt: NOW, servingAt: NOW }))({ standby: serving });
  expect(after).toEqual({ rule: RULE, actions: [], next: "rest" });
});

it("tells people in a drill's words that EC2 refuses", () => {
  const start = { kind: "refused", code: "VcpuLimitExceeded", message: "limit 16", at: NOW } as const;
  const decision = drill({}, begun())({ attempts: { ...NOTHING_TRIED, start, withoutCapacity: [TYPE] } });
  expect(decision.actions).toContainEqual(
    expect.objectContaining({
      do: "remember",
      tell: [expect.objectContaining({ about: "start refused", kind: "drill" })],
    }),
  );
});

it.each([
  ["five minutes after it served", { keep: false }, 5 * MINUTE],
  ["a day after it served, if it is to be kept", { keep: true }, 24 * 60 * MINUTE],
])("ends by itself %s, if its operator is gone", (_when, order, limit) => {
  const after = (served: number) =>
    drill(order, begun({ runningAt: NOW - served, servingAt: NOW - served }))({ standby: serving });
  expect(after(limit).actions).toEqual([]);
  expect(remembered(after(limit + 1))?.order).toMatchObject({ ending: true });
});

it("ends by itself after a quarter of an hour, or two boots, in which the standby did not serve", () => {
  const after = (lasted: number, changed = settings) =>
    drill({}, begun({ runningAt: NOW, startedAt: NOW - lasted }))({ standby: booting }, changed);
  expect(after(15 * MINUTE).actions).toEqual([]);
  expect(remembered(after(15 * MINUTE + 1))?.order).toMatchObject({ ending: true });
  const slow = { ...settings, bootSeconds: 3_600 };
  expect(after(120 * MINUTE, slow).actions).toEqual([]);
  expect(remembered(after(120 * MINUTE + 1, slow))?.order).toMatchObject({ ending: true });
});

describe("ending", () => {
  const look = drill({ ending: true }, begun({ startedAt: NOW - MINUTE, servingAt: NOW - 20_000 }));

  it("remembers and stops the standby while both witnesses see the primary and there is no lock", () => {
    const decision = look({ standby: serving });
    expect(done(decision)).toEqual(["remember", "stop"]);
    expect(remembered(decision)?.episode).toMatchObject({ stoodDownAt: NOW });
  });

  it.each<[string, Partial<Observation>]>([
    ["its own probe is not confirmed", { ownProbes: probesUnknown }],
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
    ["the lock cannot be read", { lock: lockUnreadable }],
    ["the instance is still stopping", { standby: stopping }],
  ])("waits while %s", (_why, parts) => {
    expect(look({ standby: serving, ...parts })).toEqual({ rule: RULE, actions: [], next: "wait" });
  });

  it("is tried again after a crash, or a stop that failed", () => {
    const again = drill({ ending: true }, begun({ servingAt: NOW, stoodDownAt: NOW }));
    expect(again({ standby: serving }).actions).toEqual([{ do: "stop" }]);
  });

  it("tells what the drill has shown, once everything is as it was", () => {
    const decision = look({ standby: stopped });
    expect(decision.actions).toMatchObject([
      { tell: [{ about: "drill over", servedAfterMs: 40_000 }] },
      { do: "deliver" },
    ]);
    const { order, episode, finished } = remembered(decision)!;
    expect([order, episode]).toEqual([undefined, undefined]);
    expect(finished).toMatchObject([{ kind: "drill", outcome: "the drill passed" }]);
  });

  it("calls a drill failed in which the standby never served", () => {
    const decision = drill({ ending: true }, begun())({ standby: stopped });
    expect(remembered(decision)?.finished).toMatchObject([{ outcome: "the drill failed" }]);
    expect(told(decision)).toEqual(["drill over"]);
  });

  it("gives the standby its wanted type back first", () => {
    const standby = { ...stopped, type: "t3a.micro" } as Observation["standby"];
    const decision = look({ standby }, { ...settings, fallbackInstanceTypes: ["t3a.micro"] });
    expect(decision.actions).toEqual([{ do: "change type", type: TYPE }]);
  });

  it("of a drill that never began forgets it", () => {
    const decision = drill({ ending: true })();
    expect(done(decision)).toEqual(["remember"]);
    expect(remembered(decision)?.order).toBeUndefined();
  });
});

describe("when it becomes serious", () => {
  const look = drill({}, begun({ runningAt: NOW, servingAt: NOW }));

  it.each<[string, Partial<Observation>]>([
    ["the controller's probes say that the primary is down", { ownProbes: probesDown }],
    ["the name servers turn", { nameServers: dnsSays("down") }],
  ])("is over, and its standby is a failover's: %s", (_what, parts) => {
    const decision = look({ standby: serving, ...parts });
    expect(decision.rule).toBe("3: the primary is down");
    expect(remembered(decision)).toMatchObject({ episode: { id: "web/1", kind: "failover" } });
    expect(remembered(decision)?.order).toBeUndefined();
  });

  it("does not stop a standby that somebody has locked users to", () => {
    const ending = drill({ ending: true }, begun({ servingAt: NOW }));
    expect(done(ending({ lock: locked, standby: serving }))).not.toContain("stop");
  });
});
