import { DescribeVolumesCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { runningGateway } from "../running-gateway";
import { runningMoto } from "../running-moto";

const REGION = "us-west-2";
const moto = runningMoto();
const through = runningGateway(moto, "OPERATOR");

const launch = (Ebs: { Encrypted: boolean; VolumeSize?: number }) =>
  new RunInstancesCommand({
    ImageId: "ami-12345678",
    MinCount: 1,
    MaxCount: 1,
    BlockDeviceMappings: [{ DeviceName: "/dev/sda1", Ebs }],
  });

async function sizeOf(command: RunInstancesCommand): Promise<number | undefined> {
  const { Instances } = await through.clients.ec2(REGION).send(command);
  const ofInstance = [{ Name: "attachment.instance-id", Values: [Instances![0]!.InstanceId!] }];
  const { Volumes } = await through.clients.ec2(REGION).send(new DescribeVolumesCommand({ Filters: ofInstance }));
  return Volumes?.[0]?.Size;
}

test("the gap: bare moto refuses a root volume without a size", async () => {
  const launching = moto.deployed.ec2(REGION).send(launch({ Encrypted: true }));
  await expect(launching).rejects.toThrow(expect.objectContaining({ name: "MissingParameter" }));
});

test("through the gateway a root volume without a size gets that of its image's snapshot", async () => {
  expect(await sizeOf(launch({ Encrypted: true }))).toBe(8);
});

test("a size that the client gives is left alone", async () => {
  expect(await sizeOf(launch({ Encrypted: true, VolumeSize: 20 }))).toBe(20);
});
