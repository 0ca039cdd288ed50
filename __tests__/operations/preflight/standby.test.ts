import type { Readings, Server } from "../../../operations/preflight/readings";
import { standbyLines } from "../../../operations/preflight/standby";
import { about, DEPLOYMENT, known, NOW, SITE, STOPPED, UNREAD, WELL } from "./well-deployed";

const lines = (change: Partial<Readings>) => standbyLines(DEPLOYMENT, { ...WELL, ...change });
const withServer = (server: Server | undefined, change: Partial<Readings> = {}) =>
  lines({ standby: { ...SITE, server: known(server) }, ...change });
const running = { ...STOPPED, state: "running" };
const memory = { version: 2, firstSeenAt: 0, told: [], provenStandby: "i-standby" } as const;
const remembering = (more: object): Partial<Readings> => ({ memory: known({ ...memory, told: [], ...more }) });
const WAITS = "the standby's server";

test("a standby that EC2 does not know, or that is terminated, is a failure", () => {
  expect(about(withServer(undefined), WAITS)).toBe("failure: EC2 knows no instance i-standby");
  expect(about(withServer({ ...STOPPED, state: "terminated" }), WAITS)).toBe("failure: i-standby is terminated");
});

test("a standby that was stopped because it could not run is a failure", () => {
  const reason = { code: "Client.InternalError", message: "Client error on launch" };
  expect(about(withServer({ ...STOPPED, reason }), WAITS)).toMatch(/^failure: .*Client error on launch$/);
});

test("a standby that was shut down from inside waits as well as any", () => {
  const reason = { code: "Client.InstanceInitiatedShutdown", message: "" };
  expect(about(withServer({ ...STOPPED, reason }), WAITS)).toBe("ok: i-standby is stopped");
});

test("a standby that is being proven is said to be", () => {
  expect(about(withServer(running, remembering({ provenStandby: undefined })), WAITS)).toMatch(
    /^warning: .*being proven/,
  );
});

test("a standby in use is said to be: failed over, in a drill, kept by a maintenance", () => {
  const lock = known({ exists: true, writtenAt: NOW } as const);
  expect(about(withServer(running, { lock }), WAITS)).toMatch(/^ok: .*users are there$/);
  const drill = remembering({ episode: { kind: "drill", startedAt: NOW } });
  expect(about(withServer(running, drill), WAITS)).toBe(
    "ok: i-standby is running: in use since 2026-06-01 12:00:00 UTC (drill)",
  );
  const kept = remembering({ maintenance: { standby: "running" } });
  expect(about(withServer(running, kept), WAITS)).toMatch(/maintenance keeps it serving$/);
});

test("a standby that runs for nobody is a warning", () => {
  expect(about(withServer(running, remembering({})), WAITS)).toMatch(/^warning: .*nobody needs it/);
});

test("a standby that runs is unknown where the memory, which says why, cannot be read", () => {
  expect(about(withServer(running, { memory: UNREAD }), WAITS)).toMatch(
    /^unknown: could not be read: i-standby is running/,
  );
});

test("an address that is gone, or is another's, is a failure", () => {
  const title = "the standby's address";
  expect(about(lines({ standbyAddress: known(undefined) }), title)).toMatch(/^failure: 203.0.113.2 is not an address/);
  expect(about(lines({ standbyAddress: known({}) }), title)).toMatch(/^failure: .*associated with nothing/);
  expect(about(lines({ standbyAddress: known({ interfaceId: "eni-other" }) }), title)).toMatch(
    /^failure: .*with eni-other/,
  );
});

test("a type that is not the wanted one is a warning", () => {
  const title = "the standby's type";
  expect(about(withServer({ ...STOPPED, type: "t3a.micro" }), title)).toBe("warning: t3a.micro, not t3.micro");
});

test("a service port that is not open to everybody is a failure", () => {
  const inbound = (rule: object) =>
    about(
      lines({ standby: { ...SITE, inbound: known([{ protocol: "tcp", source: "0.0.0.0/0", ...rule }]) } }),
      "the standby's open port",
    );
  expect(inbound({ fromPort: 443, toPort: 443 })).toMatch(/^failure: .*do not open TCP port 80/);
  expect(inbound({ fromPort: 80, toPort: 80, source: "10.0.0.0/8" })).toMatch(/^failure/);
  expect(inbound({ fromPort: 80, toPort: 80, protocol: "udp" })).toMatch(/^failure/);
  expect(inbound({ fromPort: 1, toPort: 1024 })).toMatch(/^ok/);
  expect(inbound({ protocol: "-1" })).toMatch(/^ok/);
});
