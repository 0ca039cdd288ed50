import { DescribeInstanceTypesCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import { getParameter } from "./parameter-store";

/** The id of Amazon Linux for an instance type. https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-from-cloudformation */
export async function amazonLinux(deployed: AwsClients, region: string, instanceType: string): Promise<string> {
  const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${await architectureOf(deployed, region, instanceType)}`;
  const image = await getParameter(deployed, region, name);
  if (image === undefined) throw new Error(`moto has no parameter ${name} in ${region}.`);
  return image;
}

async function architectureOf(deployed: AwsClients, region: string, instanceType: string): Promise<string> {
  const asking = new DescribeInstanceTypesCommand({ Filters: [{ Name: "instance-type", Values: [instanceType] }] });
  const { InstanceTypes = [] } = await deployed.ec2(region).send(asking);
  const architectures = InstanceTypes[0]?.ProcessorInfo?.SupportedArchitectures ?? [];
  // Of a type that moto does not know, whoever deploys it is told by what is deployed.
  return architectures.includes("arm64") ? "arm64" : "x86_64";
}
