import { type Alert, writeMessage } from "../../../functions/controller/alert";
import { settings } from "./observed";

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
const every: Content[] = [
  { about: "not armed", waitedMs: 1_860_000, primaryAnswers: false, users: "gone", power: "running" },
  { about: "not armed", waitedMs: 1_860_000, primaryAnswers: true, users: "unknown", power: "stopped" },
  { about: "armed after all" },
  { about: "standby never served", waitedMs: 660_000, power: "running" },
  igniting,
  { about: "igniting", witness: "own probes", users: "up", started: true, primaryFailure: "it answered HTTP 503" },
  { about: "igniting", witness: "name servers", users: "down", started: false },
  { about: "standby serves", lastedMs: 31_000, users: "gone" },
  { about: "standby late", lastedMs: 200_000, power: "pending" },
  { about: "start refused", code: "InsufficientInstanceCapacity", message: "no" },
  { about: "start refused", code: "InstanceLimitExceeded", message: "no" },
  { about: "start refused", code: "VcpuLimitExceeded", message: "no" },
  { about: "start refused", code: "UnauthorizedOperation", message: "no" },
  { about: "start refused", code: "Throttling", message: "no" },
  { about: "standby died", reason: "Client.InternalError" },
  { about: "standby terminated", reason: "" },
  { about: "primary returned", lastedMs: 600_000, power: "running" },
  { about: "primary returned", lastedMs: 600_000, power: "stopped" },
];

it.each(every)("says what happened, what it means for users and what to do now: %j", (alert) => {
  expect(write(alert)).toMatchSnapshot();
});

it.each(every)("has a subject that SNS takes, whatever the workload's name: %j", (alert) => {
  const { subject } = write(alert, { workload: "w".repeat(120) });
  expect(subject.length).toBeLessThanOrEqual(100);
  expect(write(alert).subject).toMatch(/^[\x20-\x7e]+$/);
});

it("does not claim that manual failback holds users on the standby, and says how to hold them", () => {
  const { text } = write({ about: "standby serves", lastedMs: 31_000, users: "gone" }, { failback: "manual" });
  expect(text).toContain("They return to the primary by themselves as soon as it answers again");
  expect(text).toContain("`failback: manual` does not hold them on the standby");
  expect(text).toContain("keep it from answering: stop its instance (i-0000000000000000a)");
});

it("says that automatic failback is as the file asks", () => {
  const { text } = write({ about: "standby serves", lastedMs: 31_000, users: "gone" }, { failback: "automatic" });
  expect(text).toContain("as `failback: automatic` asks");
  expect(text).not.toContain("keep it from answering");
});

it("names no instance of a primary that is not on EC2", () => {
  const primary = { address: "192.0.2.10" };
  expect(write(igniting, { primary }).text).toContain("primary   192.0.2.10, not on EC2");
  const { text } = write({ about: "standby serves", lastedMs: 31_000, users: "gone" }, { primary });
  expect(text).toContain("keep its service down");
});
