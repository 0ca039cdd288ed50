import { DescribeInstancesCommand, DescribeNetworkInterfacesCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";
import { errorAnswer } from "../error-answers";
import type { AnsweringMend, MendedAnswer } from "./mend";

/**
 * AWS detaches every network interface that outlives its instance's termination, so asking for the attachment afterwards
 * answers InvalidAttachmentID.NotFound. moto keeps the attachment and answers OperationNotPermitted, at which
 * `terraform destroy` of an instance with its own network interface gives up.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
 */
export const interfacesOfTerminatedInstances: AnsweringMend = {
  name: "terminated instances keep their network interfaces",
  async answer(call: Call, deployed: AwsClients): Promise<MendedAnswer | undefined> {
    if (call.service !== "ec2" || call.action !== "DetachNetworkInterface" || !call.region) return undefined;
    const attachmentId = call.parameters.get("AttachmentId") ?? "";
    const instanceId = await instanceOf(attachmentId, call.region, deployed);
    if (!instanceId || !(await isTerminated(instanceId, call.region, deployed))) return undefined;
    const message = `The attachment ID '${attachmentId}' does not exist`;
    return errorAnswer(call, { code: "InvalidAttachmentID.NotFound", message, status: 400 });
  },
};

async function instanceOf(attachmentId: string, region: string, deployed: AwsClients): Promise<string | undefined> {
  const { NetworkInterfaces } = await deployed.ec2(region).send(
    new DescribeNetworkInterfacesCommand({
      Filters: [{ Name: "attachment.attachment-id", Values: [attachmentId] }],
    }),
  );
  return NetworkInterfaces?.[0]?.Attachment?.InstanceId;
}

async function isTerminated(instanceId: string, region: string, deployed: AwsClients): Promise<boolean> {
  const { Reservations } = await deployed.ec2(region).send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name === "terminated";
}
