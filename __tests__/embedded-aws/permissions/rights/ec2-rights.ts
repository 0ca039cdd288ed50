import * as ec2 from "@aws-sdk/client-ec2";
import { CAPTURING } from "../captured-call";
import { arn, isNotInTheTable, needsRights, one, policiesMayAskFor } from "./asked-rights";

const EC2 = new ec2.EC2Client(CAPTURING);
const instance = (id: string) => arn("ec2", `instance/${id}`);
const InstanceIds = ["i-1", "i-2"];

export function ec2Rights(): void {
  needsRights([
    [
      "DescribeInstances",
      () => EC2.send(new ec2.DescribeInstancesCommand({ InstanceIds })),
      one("ec2:DescribeInstances", "*"),
    ],
    [
      "StartInstances",
      () => EC2.send(new ec2.StartInstancesCommand({ InstanceIds })),
      [
        ["ec2:StartInstances", instance("i-1")],
        ["ec2:StartInstances", instance("i-2")],
      ],
    ],
    [
      "StopInstances",
      () => EC2.send(new ec2.StopInstancesCommand({ InstanceIds: ["i-1"] })),
      one("ec2:StopInstances", instance("i-1")),
    ],
    [
      "RebootInstances",
      () => EC2.send(new ec2.RebootInstancesCommand({ InstanceIds: ["i-1"] })),
      one("ec2:RebootInstances", instance("i-1")),
    ],
    [
      "TerminateInstances",
      () => EC2.send(new ec2.TerminateInstancesCommand({ InstanceIds: ["i-1"] })),
      one("ec2:TerminateInstances", instance("i-1")),
    ],
    [
      "ModifyInstanceAttribute",
      () =>
        EC2.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", InstanceType: { Value: "t3.micro" } })),
      one("ec2:ModifyInstanceAttribute", instance("i-1")),
    ],
    [
      "DescribeInstanceAttribute",
      () => EC2.send(new ec2.DescribeInstanceAttributeCommand({ InstanceId: "i-1", Attribute: "userData" })),
      one("ec2:DescribeInstanceAttribute", instance("i-1")),
    ],
  ]);

  policiesMayAskFor([
    [
      "an attribute to change",
      () =>
        EC2.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", InstanceType: { Value: "t3.micro" } })),
      "ec2:attribute",
      ["InstanceType"],
    ],
    [
      "an attribute by name",
      () =>
        EC2.send(
          new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", Attribute: "instanceType", Value: "t3.micro" }),
        ),
      "ec2:attribute",
      ["InstanceType"],
    ],
    [
      "user data to change",
      () =>
        EC2.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: "i-1", UserData: { Value: Buffer.from("x") } })),
      "ec2:attribute",
      ["UserData"],
    ],
  ]);

  isNotInTheTable([
    ["RunInstances", () => EC2.send(new ec2.RunInstancesCommand({ MinCount: 1, MaxCount: 1 }))],
    [
      "DescribeVolumeAttribute",
      () => EC2.send(new ec2.DescribeVolumeAttributeCommand({ VolumeId: "v", Attribute: "autoEnableIO" })),
    ],
  ]);
}
