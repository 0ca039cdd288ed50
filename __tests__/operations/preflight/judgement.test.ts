import { judge } from "../../../operations/preflight/judgement";
import type { Readings } from "../../../operations/preflight/readings";
import { reportOf } from "../../../operations/preflight/report";
import { screen } from "../../../operations/preflight/screen";
import { DEPLOYMENT, known, NOW, STOPPED, UNREAD, WELL } from "./well-deployed";

const report = (change: Partial<Readings> = {}, strict = false) =>
  reportOf(DEPLOYMENT, judge(DEPLOYMENT, { ...WELL, ...change }), { at: NOW, strict });

const UNREADABLE: Partial<Readings> = {
  standby: { server: UNREAD, inbound: UNREAD, userData: UNREAD, imageName: UNREAD },
  standbyAddress: UNREAD,
  standbyVolume: UNREAD,
  standbyKey: UNREAD,
  primary: { server: UNREAD, inbound: UNREAD, userData: UNREAD, imageName: UNREAD },
  regions: WELL.regions.map(({ name }) => ({ name, alarms: UNREAD, topics: UNREAD, queues: UNREAD })),
  schedules: UNREAD,
  dns: { records: UNREAD, checks: UNREAD, lockReports: UNREAD },
  lock: UNREAD,
  memory: UNREAD,
  episodes: UNREAD,
  quotas: { addresses: UNREAD, vCpus: UNREAD },
};

test("where all is well every line is ok, and it passes, also strictly", () => {
  const { count, passed } = report({}, true);
  expect(count).toEqual({ ok: expect.any(Number), warning: 0, failure: 0, unknown: 0 });
  expect(passed).toBe(true);
});

test("what cannot be read is unknown and never ok, in every line that was read from AWS", () => {
  const { groups, passed } = report(UNREADABLE);
  const ok = groups.flatMap(({ lines }) => lines).filter(({ state }) => state !== "unknown");
  // Known without a read: the deployment's own words.
  expect(ok.map(({ title }) => title)).toEqual(["the controller's runtime", "the standby's certificate"]);
  expect(passed).toBe(false);
});

test("one failure fails it", () => {
  expect(report({ lock: known({ exists: true, writtenAt: NOW }) }).passed).toBe(false);
});

test("a warning fails it only where it is strict", () => {
  const bigger = { standby: { ...WELL.standby, server: known({ ...STOPPED, type: "t3.large" }) } };
  expect(report(bigger).count.failure).toBe(0);
  expect(report(bigger).passed).toBe(true);
  expect(report(bigger, true).passed).toBe(false);
});

test("what nobody asked for is unknown, and fails it only where it is strict", () => {
  const { count, passed } = report({ primary: "not looked at" });
  expect(count).toMatchObject({ unknown: 2, failure: 0 });
  expect(passed).toBe(true);
  expect(report({ primary: "not looked at" }, true).passed).toBe(false);
});

test("each line says what was found and why it matters, and each that is not ok how to mend it", () => {
  const text = screen(report({ standbyAddress: known({}) }), false);
  expect(text).toContain(
    [
      "  failure  the standby's address: 203.0.113.2 is associated with nothing, and so not with i-standby",
      "           DNS answers this address after a failover; a server without it boots without the internet.",
      "           Mend: Associate it with the standby's network interface again; npm run plan shows what differs.",
    ].join("\n"),
  );
  expect(text).toContain("1 failure, 0 unknown: do not rely on it tonight.");
  expect(text).not.toContain("\u001b");
});

test("colours are for those who want them", () => {
  expect(screen(report(), true)).toContain("\u001b[32mok");
  expect(screen(report(), false)).toContain("it should work tonight.");
});

test("what others wrote cannot steer the terminal", () => {
  const lock = { exists: true, writtenAt: NOW, lock: { why: "\u001b[2Jnothing to see" } } as never;
  expect(screen(report({ lock: known(lock) }), false)).not.toContain("\u001b");
});

test("every sentence ends, and no mending is the same as what is wrong", () => {
  for (const { why, title } of report(UNREADABLE).groups.flatMap(({ lines }) => lines)) {
    expect(why).toMatch(/\.$/);
    expect(title).not.toMatch(/\.$/);
  }
});
