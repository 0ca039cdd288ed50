import type { Order } from "../../../../contract/order";
import { decide } from "../../../../functions/controller/decide";
import { NOTHING_TRIED, type Observation } from "../../../../functions/controller/observe";
import {
  armed,
  booting,
  known,
  locked,
  lockUnreadable,
  MINUTE,
  memory,
  NOW,
  observed,
  opened,
  pending,
  serving,
  settings,
} from "../observed";
import { done, remembered, told } from "../verdict-parts";

const RULE = "an operator's failover";
const order: Order = { do: "failover", id: "one", at: NOW - MINUTE, reason: "the primary loses data" };
const ordered = (parts: Parameters<typeof armed>[0] = {}) => ({ memory: known(armed({ order, ...parts })) });
const look = (parts: Partial<Observation>, changed = settings) => decide(observed({ ...ordered(), ...parts }), changed);

it("starts the standby though the primary is up, and remembers first that it is the controller's to stop", () => {
  const decision = look({});
  expect(done(decision)).toEqual(["remember", "ignite"]);
  expect(remembered(decision)?.episode).toMatchObject({ kind: "failover", ignitedAt: NOW });
  expect(remembered(decision)?.episode?.events[0]?.what).toBe(
    "an operator asks for a failover: the primary loses data",
  );
});

it("does so before the controller is armed", () => {
  expect(done(look({ memory: known(memory({ order })) }))).toContain("ignite");
});

it.each([pending, booting])("waits for the standby: %j", (standby) => {
  const decision = look({ ...ordered({ episode: opened({ runningAt: NOW }) }), standby });
  expect(decision).toEqual({ rule: RULE, actions: [], next: "wait" });
});

it.each(["manual", "automatic"] as const)("writes the lock as soon as the standby serves: failback %s", (failback) => {
  const decision = look({ standby: serving }, { ...settings, failback });
  expect(decision.actions).toContainEqual({
    do: "commit",
    by: "operator",
    lock: expect.objectContaining({
      writtenBy: "operator",
      why: "the primary loses data",
      episode: expect.any(String),
    }),
  });
});

it("writes no lock while it cannot be read", () => {
  expect(done(look({ standby: serving, lock: lockUnreadable }))).not.toContain("commit");
});

it("is done when the lock is there, whoever wrote it", () => {
  const decision = look({ lock: locked, standby: serving });
  expect(done(decision)).toEqual(["remember"]);
  expect(remembered(decision)?.order).toBeUndefined();
});

it("takes a drill's standby, whose episode becomes a failover", () => {
  const decision = look({ ...ordered({ episode: opened({ kind: "drill", servingAt: NOW }) }), standby: serving });
  expect(remembered(decision)?.episode).toMatchObject({ id: "web/1", kind: "failover" });
  expect(done(decision)).toContain("commit");
});

it("takes an episode over that was about to stand down", () => {
  const decision = look({ ...ordered({ episode: opened({ primaryBackAt: NOW - MINUTE }) }), standby: pending });
  expect(remembered(decision)?.episode?.primaryBackAt).toBeUndefined();
});

it("comes before maintenance, which the lock then ends", () => {
  const maintenance = { since: NOW, until: NOW + MINUTE, reason: "", standby: "left alone" } as const;
  expect(done(look(ordered({ maintenance })))).toContain("ignite");
  const after = look({ memory: known(armed({ maintenance })), lock: locked, standby: serving });
  expect(remembered(after)?.maintenance).toBeUndefined();
});

it("tells people that EC2 refuses, and lets the next tick try again", () => {
  const start = { kind: "refused", code: "VcpuLimitExceeded", message: "limit 16", at: NOW } as const;
  const first = look({ attempts: { ...NOTHING_TRIED, start } });
  expect(told(first)).toEqual(["start refused"]);
  const again = look({ attempts: { ...NOTHING_TRIED, start }, memory: known(remembered(first)!) });
  expect(again).toMatchObject({ actions: [{ do: "report" }], next: "rest" });
  expect(done(look({ memory: known(remembered(first)!) }))).toContain("ignite");
});

it.each([booting, serving])("is given up after half an hour, and people are told: %j", (standby) => {
  const late = (at: number) =>
    look({ ...ordered({ episode: opened({ runningAt: NOW, servingAt: NOW }), order: { ...order, at } }), standby });
  expect(told(late(NOW - 30 * MINUTE))).toEqual([]);
  const decision = late(NOW - 30 * MINUTE - 1);
  expect(told(decision)).toEqual(["failover given up"]);
  expect(done(decision)).not.toContain("commit");
  expect(remembered(decision)?.order).toBeUndefined();
});

it("is good for two boots, where that is longer", () => {
  const slow = { ...settings, bootSeconds: 3_600 };
  const late = (at: number) => look({ ...ordered({ order: { ...order, at } }), standby: booting }, slow);
  expect(told(late(NOW - 120 * MINUTE))).toEqual([]);
  expect(told(late(NOW - 120 * MINUTE - 1))).toEqual(["failover given up"]);
});

it("that nobody has picked up for half an hour opens no episode", () => {
  const at = NOW - 30 * MINUTE - 1;
  const decision = look({ memory: known(memory({ order: { ...order, at } })) });
  expect(told(decision)).toEqual(["failover given up"]);
  const { order: left, episode } = remembered(decision)!;
  expect([left, episode]).toEqual([undefined, undefined]);
});
