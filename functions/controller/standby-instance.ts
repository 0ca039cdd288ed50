import {
  DescribeInstancesCommand,
  type EC2Client,
  type InstanceStateName,
  ModifyInstanceAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { whyNot } from "./why-not";

/** The standby's instance as EC2 describes it. `reason` is EC2's StateReason, empty where it gives none. */
export type Power =
  | { state: "running"; type: string }
  | { state: "pending" | "stopping"; type: string }
  | { state: "stopped" | "shutting-down" | "terminated"; type: string; reason: string }
  | { state: "unknown"; why: string };

/** What became of StartInstances. `from` is the state that EC2 found: of two calls at once, one finds `stopped`. */
export type StartOutcome = { kind: "accepted"; from: string } | { kind: "refused"; code: string; message: string };

/** None of these rejects. `stop` and `setType` answer undefined, or why EC2 did not do it. */
export interface StandbyInstance {
  describe(): Promise<Power>;
  start(): Promise<StartOutcome>;
  stop(): Promise<string | undefined>;
  /** EC2 takes it for a stopped instance only. */
  setType(type: string): Promise<string | undefined>;
}

export function ec2Standby(ec2: Pick<EC2Client, "send">, instanceId: string): StandbyInstance {
  const InstanceIds = [instanceId];
  return {
    async describe() {
      try {
        const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
        const instance = Reservations?.[0]?.Instances?.[0];
        return powerOf(instance?.State?.Name, instance?.InstanceType ?? "", instance?.StateReason?.Message ?? "");
      } catch (error) {
        // EC2 forgets a terminated instance after about an hour.
        if (error instanceof Error && error.name === "InvalidInstanceID.NotFound")
          return { state: "terminated", type: "", reason: "EC2 no longer knows the instance" };
        return { state: "unknown", why: String(error) };
      }
    },

    async start() {
      try {
        const { StartingInstances } = await ec2.send(new StartInstancesCommand({ InstanceIds }));
        return { kind: "accepted", from: StartingInstances?.[0]?.PreviousState?.Name ?? "unknown" };
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        return { kind: "refused", code: name, message };
      }
    },

    stop: () => whyNot(ec2.send(new StopInstancesCommand({ InstanceIds }))),

    setType: (type) =>
      whyNot(ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, InstanceType: { Value: type } }))),
  };
}

function powerOf(state: InstanceStateName | undefined, type: string, reason: string): Power {
  switch (state) {
    case "running":
      return { state, type };
    case "pending":
    case "stopping":
      return { state, type };
    case "stopped":
    case "shutting-down":
    case "terminated":
      return { state, type, reason };
    case undefined:
      return { state: "unknown", why: "EC2 described no such instance" };
  }
}
