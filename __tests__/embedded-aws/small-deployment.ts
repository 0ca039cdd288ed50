import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateRoleCommand, EntityAlreadyExistsException } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  type HealthCheckConfig,
  ListHostedZonesCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import type { AwsClients } from "../../embedded-aws/aws-clients";

let made = 0;

/** An instance on a network interface of its own, with an Elastic IP and one TCP port open to a range. */
export async function deployInstance(
  aws: AwsClients,
  region: string,
  open: { port: number; to?: string; userData?: string },
) {
  const ec2 = aws.ec2(region);
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const SubnetId = Subnets![0]!.SubnetId!;
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: `group-${made++}`, Description: "test", VpcId: Subnets![0]!.VpcId! }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: open.port, ToPort: open.port, IpRanges: [{ CidrIp: open.to ?? "0.0.0.0/0" }] },
      ],
    }),
  );
  const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, Groups: [GroupId!] }));
  const NetworkInterfaceId = NetworkInterface!.NetworkInterfaceId!;
  const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-12345678",
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }],
      ...(open.userData === undefined ? {} : { UserData: Buffer.from(open.userData).toString("base64") }),
    }),
  );
  return { instanceId: Instances![0]!.InstanceId!, address: PublicIp!, groupId: GroupId! };
}

/** A function whose index.js is this text, deployed from an object in an existing bucket. */
export async function deployFunction(
  aws: AwsClients,
  region: string,
  given: { name: string; bucket: string; code: string; variables?: Record<string, string>; timeoutSeconds?: number },
) {
  const key = `${given.name}.zip`;
  const Body = zipSync({ "index.js": strToU8(given.code) });
  await aws.s3(region).send(new PutObjectCommand({ Bucket: given.bucket, Key: key, Body }));
  await ensureRole(aws);
  const { FunctionArn } = await aws.lambda(region).send(
    new CreateFunctionCommand({
      FunctionName: given.name,
      Role: "arn:aws:iam::123456789012:role/function",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { S3Bucket: given.bucket, S3Key: key },
      Timeout: given.timeoutSeconds ?? 5,
      Environment: { Variables: given.variables ?? {} },
    }),
  );
  return { arn: FunctionArn!, key };
}

export async function deployHealthCheck(aws: AwsClients, config: HealthCheckConfig): Promise<string> {
  const { HealthCheck } = await aws
    .route53()
    .send(new CreateHealthCheckCommand({ CallerReference: `check-${made++}`, HealthCheckConfig: config }));
  return HealthCheck!.Id!;
}

/** Puts records into the deployed zone of this name. */
export async function deployRecords(aws: AwsClients, zoneName: string, records: ResourceRecordSet[]): Promise<void> {
  const { HostedZones } = await aws.route53().send(new ListHostedZonesCommand({}));
  await aws.route53().send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: HostedZones!.find(({ Name }) => Name === `${zoneName}.`)!.Id,
      ChangeBatch: {
        Changes: records.map((ResourceRecordSet) => ({ Action: "UPSERT", ResourceRecordSet })),
      },
    }),
  );
}

/** moto takes a function only with a role that Lambda may assume. */
async function ensureRole(aws: AwsClients): Promise<void> {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const create = new CreateRoleCommand({ RoleName: "function", AssumeRolePolicyDocument: JSON.stringify(trust) });
  await aws
    .iam()
    .send(create)
    .catch((error) => {
      if (!(error instanceof EntityAlreadyExistsException)) throw error;
    });
}
