import {
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DetachNetworkInterfaceCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { runningGateway } from "../running-gateway";
import { runningMoto } from "../running-moto";

const REGION = "us-west-2";
const moto = runningMoto();
const through = runningGateway(moto, "OPERATOR");

async function runInstanceOnItsOwnInterface() {
  const ec2 = moto.deployed.ec2(REGION);
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId: Subnets![0]!.SubnetId! }));
  const NetworkInterfaceId = NetworkInterface!.NetworkInterfaceId!;
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-12345678",
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }],
    }),
  );
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [NetworkInterfaceId] }),
  );
  const AttachmentId = NetworkInterfaces![0]!.Attachment!.AttachmentId!;
  const terminate = () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [Instances![0]!.InstanceId!] }));
  return { NetworkInterfaceId, AttachmentId, terminate };
}

test("the gap: bare moto refuses to detach a terminated instance's interface", async () => {
  const { AttachmentId, terminate } = await runInstanceOnItsOwnInterface();
  await terminate();
  const detaching = moto.deployed.ec2(REGION).send(new DetachNetworkInterfaceCommand({ AttachmentId }));
  await expect(detaching).rejects.toThrow(expect.objectContaining({ name: "OperationNotPermitted" }));
});

test("through the gateway the attachment of a terminated instance does not exist, and the interface can be deleted", async () => {
  const { NetworkInterfaceId, AttachmentId, terminate } = await runInstanceOnItsOwnInterface();
  await terminate();
  const ec2 = through.clients.ec2(REGION);
  const detaching = ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId }));
  await expect(detaching).rejects.toThrow(expect.objectContaining({ name: "InvalidAttachmentID.NotFound" }));
  await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  expect(NetworkInterfaces!.map((found) => found.NetworkInterfaceId)).not.toContain(NetworkInterfaceId);
});

test("while the instance lives, its primary interface cannot be detached, as on AWS", async () => {
  const { AttachmentId } = await runInstanceOnItsOwnInterface();
  const detaching = through.clients.ec2(REGION).send(new DetachNetworkInterfaceCommand({ AttachmentId }));
  await expect(detaching).rejects.toThrow(expect.objectContaining({ name: "OperationNotPermitted" }));
});
