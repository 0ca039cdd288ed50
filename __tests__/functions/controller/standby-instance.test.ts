import {
  type EC2Client,
  ModifyInstanceAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { ec2Standby } from "../../../functions/controller/standby-instance";
import { failing, fakeClient } from "./fake-client";
import { STANDBY, TYPE } from "./observed";

const standby = (answer: unknown) => {
  const { client, sent } = fakeClient<EC2Client>(answer);
  return { ...ec2Standby(client, STANDBY), sent };
};
const described = (Name: string, Message?: string) => ({
  Reservations: [
    { Instances: [{ State: { Name }, InstanceType: TYPE, ...(Message ? { StateReason: { Message } } : {}) }] },
  ],
});

it.each(["pending", "running", "stopping"])("describes an instance that is %s, with its type", async (state) => {
  expect(await standby(described(state)).describe()).toEqual({ state, type: TYPE });
});

it.each(["stopped", "shutting-down", "terminated"])(
  "describes an instance that is %s with EC2's reason",
  async (state) => {
    const reason = "Client.InternalError";
    expect(await standby(described(state, reason)).describe()).toEqual({ state, type: TYPE, reason });
    expect(await standby(described(state)).describe()).toEqual({ state, type: TYPE, reason: "" });
  },
);

it("calls an instance that EC2 has forgotten terminated", async () => {
  expect(await standby(failing("InvalidInstanceID.NotFound")).describe()).toEqual({
    state: "terminated",
    type: "",
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

it("stops this instance only, and says why it could not", async () => {
  const { stop, sent } = standby({});
  expect(await stop()).toBeUndefined();
  expect(sent[0]).toBeInstanceOf(StopInstancesCommand);
  expect(sent[0]?.input).toEqual({ InstanceIds: [STANDBY] });
  expect(await standby(failing("UnauthorizedOperation")).stop()).toBe("UnauthorizedOperation: no");
});

it("changes nothing but this instance's type, and says why it could not", async () => {
  const { setType, sent } = standby({});
  expect(await setType("t3a.micro")).toBeUndefined();
  expect(sent[0]).toBeInstanceOf(ModifyInstanceAttributeCommand);
  expect(sent[0]?.input).toEqual({ InstanceId: STANDBY, InstanceType: { Value: "t3a.micro" } });
  expect(await standby(failing("IncorrectInstanceState")).setType("t3a.micro")).toBe("IncorrectInstanceState: no");
});
