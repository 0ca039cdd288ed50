import { type EC2Client, StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { SNSClient } from "@aws-sdk/client-sns";
import { ec2Standby, snsAlerts } from "../../../functions/controller/aws";
import { STANDBY } from "./observed";

/** A client whose every call answers, or fails, like this; and what it was asked. */
function client(answer: unknown) {
  const sent: { input: unknown }[] = [];
  const send = async (command: { input: unknown }) => {
    sent.push(command);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { send, sent };
}

const standby = (answer: unknown) => {
  const { send, sent } = client(answer);
  return { ...ec2Standby({ send } as unknown as EC2Client, STANDBY), sent };
};
const described = (Name: string, Message?: string) => ({
  Reservations: [{ Instances: [{ State: { Name }, ...(Message ? { StateReason: { Message } } : {}) }] }],
});
const failing = (name: string) => Object.assign(new Error("no"), { name });

it.each(["pending", "running", "stopping"])("describes an instance that is %s", async (state) => {
  expect(await standby(described(state)).describe()).toEqual({ state });
});

it.each(["stopped", "shutting-down", "terminated"])(
  "describes an instance that is %s with EC2's reason",
  async (state) => {
    expect(await standby(described(state, "Client.InternalError")).describe()).toEqual({
      state,
      reason: "Client.InternalError",
    });
    expect(await standby(described(state)).describe()).toEqual({ state, reason: "" });
  },
);

it("calls an instance that EC2 has forgotten terminated", async () => {
  expect(await standby(failing("InvalidInstanceID.NotFound")).describe()).toEqual({
    state: "terminated",
    reason: "EC2 no longer knows the instance",
  });
});

it("does not know the state of an instance that it cannot describe", async () => {
  expect(await standby(failing("TimeoutError")).describe()).toEqual({ state: "unknown", why: "TimeoutError: no" });
  expect(await standby({ Reservations: [] }).describe()).toEqual({
    state: "unknown",
    why: "EC2 described no such instance",
  });
});

it("starts this instance only, and says what EC2 found it in", async () => {
  const { start, sent } = standby({ StartingInstances: [{ PreviousState: { Name: "stopped" } }] });
  expect(await start()).toEqual({ kind: "accepted", from: "stopped" });
  expect(sent[0]).toBeInstanceOf(StartInstancesCommand);
  expect(sent[0]?.input).toEqual({ InstanceIds: [STANDBY] });
});

it("gives EC2's code and words when a start is refused", async () => {
  expect(await standby(failing("InsufficientInstanceCapacity")).start()).toEqual({
    kind: "refused",
    code: "InsufficientInstanceCapacity",
    message: "no",
  });
});

it("stops this instance only, and rejects when it cannot", async () => {
  const { stop, sent } = standby({});
  await stop();
  expect(sent[0]).toBeInstanceOf(StopInstancesCommand);
  expect(sent[0]?.input).toEqual({ InstanceIds: [STANDBY] });
  await expect(standby(failing("UnauthorizedOperation")).stop()).rejects.toThrow("no");
});

it("publishes to the alert topic", async () => {
  const { send, sent } = client({});
  await snsAlerts({ send } as unknown as SNSClient, "arn:aws:sns:us-east-1:000000000000:alerts").publish("a", "b");
  expect(sent[0]?.input).toEqual({ TopicArn: "arn:aws:sns:us-east-1:000000000000:alerts", Subject: "a", Message: "b" });
});
