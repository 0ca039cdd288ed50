import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateVolumeCommand,
  DeleteVolumeCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import { type BucketLocationConstraint, CreateBucketCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import type { AwsClients } from "./aws-clients";
import { GLOBAL_REGION } from "./global-region";
import { makeOwnedThings } from "./owned/make-owned-things";
import type { OwnedThings } from "./owned/owned-things";

const THE_INTERNET = "0.0.0.0/0";

export interface AccountContents {
  /** Regions whose default VPC must reach the internet. */
  readonly regions: readonly string[];
  /** Names of public hosted zones, as their owner would have made them. */
  readonly hostedZones: readonly string[];
  /** Versioned buckets, e.g. for Terraform's state. */
  readonly buckets: readonly { readonly name: string; readonly region: string }[];
  /** What has a certain id. */
  readonly owned?: OwnedThings;
}

/**
 * Puts into moto what an AWS account has before anything is deployed: a way to the internet in each region's default
 * VPC, which moto lacks, and what the account's owner made by hand. Idempotent for the regions.
 */
export async function prepareAccount(deployed: AwsClients, contents: AccountContents): Promise<void> {
  for (const region of contents.regions) {
    await connectDefaultVpc(deployed, region);
    await encryptOnce(deployed, region);
  }
  for (const Name of contents.hostedZones)
    await deployed.route53().send(new CreateHostedZoneCommand({ Name, CallerReference: `embedded-aws-${Name}` }));
  for (const { name, region } of contents.buckets) await createVersionedBucket(deployed, name, region);
  if (contents.owned) await makeOwnedThings(deployed, contents.owned);
}

/**
 * A default VPC has an internet gateway and a route to it in its main route table.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
async function connectDefaultVpc(deployed: AwsClients, region: string): Promise<void> {
  const ec2 = deployed.ec2(region);
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }));
  const vpcId = Vpcs?.[0]?.VpcId;
  if (!vpcId) throw new Error(`There is no default VPC in ${region}.`);
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpcId] },
        { Name: "association.main", Values: ["true"] },
      ],
    }),
  );
  const mainTable = RouteTables?.[0];
  if (mainTable?.Routes?.some((route) => route.DestinationCidrBlock === THE_INTERNET)) return;
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const gateway = { InternetGatewayId: InternetGateway?.InternetGatewayId };
  await ec2.send(new AttachInternetGatewayCommand({ ...gateway, VpcId: vpcId }));
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: mainTable?.RouteTableId,
      DestinationCidrBlock: THE_INTERNET,
      GatewayId: gateway.InternetGatewayId,
    }),
  );
}

/**
 * AWS makes a region's key for volumes (`aws/ebs`) when the first one is encrypted, and keeps it for ever: without this
 * the first deployment would seem to leave something behind.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
async function encryptOnce(deployed: AwsClients, region: string): Promise<void> {
  const ec2 = deployed.ec2(region);
  const AvailabilityZone = `${region}a`;
  const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone, Size: 1, Encrypted: true }));
  await ec2.send(new DeleteVolumeCommand({ VolumeId }));
}

async function createVersionedBucket(deployed: AwsClients, Bucket: string, region: string): Promise<void> {
  const s3 = deployed.s3(region);
  // S3 refuses us-east-1 as a location constraint: it is the default.
  const location =
    region === GLOBAL_REGION
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket, ...location }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}
