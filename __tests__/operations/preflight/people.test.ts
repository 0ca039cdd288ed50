import { peopleLines } from "../../../operations/preflight/people";
import type { Region, Subscription, Topic } from "../../../operations/preflight/readings";
import { about, DEPLOYMENT, known, UNREAD, WELL } from "./well-deployed";

const [regional, global] = WELL.regions as [Region, Region];
const CONFIRMED: Subscription = { protocol: "email", endpoint: "ops@example.com", confirmed: true };
const PENDING: Subscription = { protocol: "email", endpoint: "boss@example.com", confirmed: false };
const lines = (...regions: Region[]) => peopleLines(DEPLOYMENT, "us-east-1", { regions });
const topic = (tells: Topic["tells"], ...subscriptions: Subscription[]): Topic => ({
  arn: "arn:topic",
  tells,
  subscriptions: known(subscriptions),
});
const told = (...subscriptions: Subscription[]) =>
  about(
    lines({ ...regional, topics: known([topic("people", ...subscriptions)]) }),
    "the people told from eu-central-1",
  );

test("an address that is not confirmed is a warning, and none that is a failure", () => {
  expect(told(CONFIRMED)).toBe("ok: 1 confirmed");
  expect(told(CONFIRMED, PENDING)).toBe("warning: not confirmed: boss@example.com");
  expect(told(PENDING)).toBe("failure: nobody has confirmed: boss@example.com");
  expect(told()).toBe("failure: nobody is subscribed");
});

test("a topic that is gone is a failure, and topics that cannot be read are unknown", () => {
  const title = "the people told from eu-central-1";
  expect(about(lines({ ...regional, topics: known([]) }), title)).toBe("failure: there is no topic for it");
  expect(about(lines({ ...regional, topics: UNREAD }), title)).toMatch(/^unknown/);
});

test("each region with alarms has people of its own", () => {
  expect(lines(regional, global).map(({ title }) => title)).toEqual([
    "the people told from eu-central-1",
    "the people told from us-east-1",
    "the alarm's way to the controller",
  ]);
});

test("a controller that is not subscribed to its alarm is a failure", () => {
  const other = { protocol: "lambda", endpoint: "arn:other", confirmed: true };
  const found = lines({ ...global, topics: known([topic("people", CONFIRMED), topic("controller", other)]) });
  expect(about(found, "the alarm's way to the controller")).toMatch(/^failure/);
});
