import fc from "fast-check";
import { primaryIsLeaving, readTrigger, type Trigger, triggerText } from "../../../functions/controller/trigger";

/** Shapes as AWS documents them (Lambda Developer Guide, "Using Lambda with Amazon SNS"; EC2 User Guide, state changes). */
const snsEvent = (Message: string) => ({
  Records: [
    {
      EventVersion: "1.0",
      EventSubscriptionArn: "arn:aws:sns:us-east-1:000000000000:alarm:21be56ed-a058-49f5-8c98-aedd2564c486",
      EventSource: "aws:sns",
      Sns: {
        SignatureVersion: "1",
        Timestamp: "2026-01-02T12:45:07.000Z",
        MessageId: "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
        Message,
        Type: "Notification",
        TopicArn: "arn:aws:sns:us-east-1:000000000000:alarm",
        Subject: 'ALARM: "web" in US East (N. Virginia)',
      },
    },
  ],
});
const alarmMessage = (NewStateValue: string) =>
  JSON.stringify({
    AlarmName: "web",
    NewStateValue,
    OldStateValue: "OK",
    Trigger: { MetricName: "HealthCheckStatus" },
  });

it.each(["ALARM", "OK", "INSUFFICIENT_DATA"])("labels a CloudWatch alarm's message through SNS: %s", (state) => {
  expect(readTrigger(snsEvent(alarmMessage(state)))).toEqual({ kind: "alarm", state });
});

it("labels a person's test message to the topic as the alarm's, without a state", () => {
  expect(readTrigger(snsEvent("is anybody there?"))).toEqual({ kind: "alarm" });
});

it("labels an EC2 state change through EventBridge", () => {
  const event = {
    version: "0",
    id: "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": "EC2 Instance State-change Notification",
    source: "aws.ec2",
    account: "000000000000",
    time: "2026-01-02T21:29:54Z",
    region: "us-west-2",
    resources: ["arn:aws:ec2:us-west-2:000000000000:instance/i-0000000000000000a"],
    detail: { "instance-id": "i-0000000000000000a", state: "stopping" },
  };
  expect(readTrigger(event)).toEqual({ kind: "ec2-state", instanceId: "i-0000000000000000a", state: "stopping" });
});

it.each([1, 2])("labels the schedule's input, of version %d", (version) => {
  expect(readTrigger({ version, trigger: "schedule" })).toEqual({ kind: "schedule" });
});

it("labels the operator's call after a request", () => {
  expect(readTrigger({ version: 2, trigger: "operator" })).toEqual({ kind: "operator" });
});

it("labels anything else as unknown or by its shape, and never throws", () => {
  for (const event of [undefined, null, "", 7, [], {}, { Records: [] }, { Records: [{ Sns: null }] }]) {
    expect(readTrigger(event)).toEqual({ kind: "unknown" });
  }
  fc.assert(fc.property(fc.anything(), (event) => expect(readTrigger(event)).toHaveProperty("kind")));
});

const ec2 = (state: string, instanceId = "i-primary") => ({ kind: "ec2-state", instanceId, state }) as const;

it.each(["stopping", "shutting-down", "stopped", "terminated"])("takes a primary that is %s for leaving", (state) => {
  expect(primaryIsLeaving(ec2(state), "i-primary")).toBe(true);
});

it.each<[string, Trigger, string | undefined]>([
  ["a primary that starts", ec2("pending"), "i-primary"],
  ["another instance that stops", ec2("stopping", "i-other"), "i-primary"],
  ["an instance that stops where the primary is not on EC2", ec2("stopping"), undefined],
  ["an event without an instance where the primary is not on EC2", { kind: "ec2-state", state: "stopping" }, undefined],
  ["an alarm", { kind: "alarm", state: "ALARM" }, "i-primary"],
])("does not take %s for a primary that leaves", (_what, trigger, primary) => {
  expect(primaryIsLeaving(trigger, primary)).toBe(false);
});

it.each<[Trigger, string]>([
  [{ kind: "alarm", state: "ALARM" }, "the alarm (ALARM)"],
  [{ kind: "alarm" }, "the alarm"],
  [ec2("stopped"), "EC2's event (stopped)"],
  [{ kind: "ec2-state" }, "EC2's event"],
  [{ kind: "schedule" }, "the schedule"],
  [{ kind: "operator" }, "an operator"],
  [{ kind: "unknown" }, "an event that the controller does not know"],
])("puts %j into words for the record", (trigger, words) => {
  expect(triggerText(trigger)).toBe(words);
});
