import type { Alert } from "../../../functions/controller/alert";
import { writeMessage } from "../../../functions/controller/message";
import { NOW, refused, settings } from "./observed";

type Content<T = Alert> = T extends Alert ? Omit<T, "key"> : never;
const write = (alert: Content, changes = {}) =>
  writeMessage({ ...alert, key: "k" } as Alert, { ...settings, ...changes });

const igniting: Content = {
  about: "igniting",
  witness: "both",
  users: "gone",
  started: true,
  primaryFailure: "no connection in time",
};
const serves: Content = { about: "standby serves", lastedMs: 31_000, users: "gone" };
const start = { about: "start refused", kind: "failover", message: "EC2 says no" } as const;
const every: Content[] = [
  { about: "not armed", waitedMs: 1_860_000, primaryAnswers: false, users: "gone", power: "running" },
  { about: "not armed", waitedMs: 1_860_000, primaryAnswers: true, users: "unknown", power: "stopped" },
  { about: "armed after all" },
  { about: "standby never served", waitedMs: 660_000, power: "running" },
  { about: "standby runs unasked", ranMs: 600_000 },
  igniting,
  { about: "igniting", witness: "own probes", users: "up", started: true, primaryFailure: "it answered HTTP 503" },
  { about: "igniting", witness: "name servers", users: "down", started: false },
  serves,
  { about: "standby late", lastedMs: 200_000, power: "pending" },
  { ...start, code: "InsufficientInstanceCapacity" },
  { ...start, code: "VcpuLimitExceeded" },
  { ...start, code: "UnauthorizedOperation" },
  { ...start, code: "InvalidInstanceID" },
  { ...start, kind: "drill", code: "InsufficientInstanceCapacity" },
  { about: "standby died", kind: "failover", reason: "Client.InternalError" },
  { about: "standby died", kind: "maintenance", reason: "" },
  { about: "standby terminated", kind: "failover", reason: "" },
  { about: "standby terminated", kind: "drill", reason: "Client.UserInitiatedShutdown" },
  { about: "another type", type: "t3a.micro", wanted: "t3.micro" },
  { about: "committed", why: "both witnesses have the primary gone, and the standby serves", users: "gone" },
  { about: "committed", why: "the primary loses data", users: "up" },
  { about: "standby fails users", failure: refused },
  { about: "primary back, users stay" },
  { about: "lock without effect" },
  { about: "lock removed by hand" },
  { about: "stood down", kind: "failover", lastedMs: 900_000, standbyRuns: false },
  { about: "stood down", kind: "failover", lastedMs: 900_000, standbyRuns: true },
  { about: "stood down", kind: "maintenance", lastedMs: 7_200_000, standbyRuns: false },
  { about: "failed back", standbyRuns: false },
  { about: "failed back", standbyRuns: true },
  { about: "no failback", why: "it answered HTTP 503" },
  { about: "failback failed", why: "the primary stopped answering: no connection in time" },
  { about: "failover given up", askedAt: NOW },
  { about: "failback given up", askedAt: NOW },
  { about: "maintenance over", power: "running" },
  { about: "down in maintenance", until: NOW, users: "down" },
  { about: "drill over", servedAfterMs: 41_000 },
  { about: "drill over" },
  { about: "action failed", what: "commit", why: "SlowDown: slow down" },
  { about: "action failed", what: "unlock", why: "AccessDenied: no" },
  { about: "action failed", what: "stop", why: "UnauthorizedOperation: no" },
  { about: "action failed", what: "change of type", why: "InvalidInstanceType: no" },
];

it.each(every)("says what happened, what it means for users and what to do now: %j", (alert) => {
  const { subject, text } = write(alert);
  expect(`${subject}\n\n${text}`).toMatchSnapshot();
});

it.each(every)("says all three in its first line: %j", (alert) => {
  expect(write(alert).text.split("\n")[0]).toMatch(/^[A-Z].+\. Users: .+\. Now: .+\.$/);
});

it.each(every)("has a subject that SNS takes, whatever the workload's name: %j", (alert) => {
  expect(write(alert, { workload: "w".repeat(120) }).subject.length).toBeLessThan(100);
  const { subject } = write(alert);
  expect(subject).toMatch(/^[\x20-\x7e]+$/);
  expect(subject.length).toBeLessThanOrEqual(75);
});

it("has a subject that SNS takes, whatever EC2 calls its error", () => {
  expect(write({ ...start, code: "Überlastung\n" }).subject).toBe("web: the standby cannot be started (?berlastung?)");
});

it.each(["manual", "automatic"] as const)(
  "does not claim that users stay at a standby before the commit, and says how to hold them: %s",
  (failback) => {
    const { text } = write(serves, { failback });
    expect(text).toContain("They return to a primary that recovers");
    expect(text).toContain("To hold users on the standby now");
    expect(text).toContain("npx --no pilot-light failover web");
  },
);

it("promises a commit only where the file asks for one", () => {
  expect(write(serves, { failback: "manual" }).text).toContain("From then on users stay.");
  expect(write(serves, { failback: "automatic" }).text).toContain("as `failback: automatic` asks");
  expect(write(serves, { failback: "automatic" }).text).not.toContain("users stay");
});

it("does not call a failed drill a disaster", () => {
  const { text } = write({ ...start, kind: "drill", code: "InsufficientInstanceCapacity" });
  expect(text).toContain("In a drill, EC2 refused to start the standby");
  expect(text).not.toContain("primary is down");
  expect(text).not.toContain("failback");
});

it("names no instance of a primary that is not on EC2", () => {
  const { text } = write(igniting, { primary: { address: "192.0.2.10" } });
  expect(text).toContain("primary   192.0.2.10, not on EC2");
  expect(text).not.toContain("i-0000000000000000a");
});
