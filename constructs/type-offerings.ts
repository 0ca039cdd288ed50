import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";

export interface TypeOfferingsProps {
  readonly provider: AwsProvider;
  readonly region: string;
  readonly instanceType: string;
  /** The key in the file that names the type. */
  readonly key: "instanceType" | "fallbackInstanceTypes";
  /** The place in the file that a message names, such as `workload "web", standby`. */
  readonly where: string;
}

/** The zones of a region that offer an instance type, looked up when Terraform plans; where there is none, it fails. */
export function typeOfferings(
  scope: Construct,
  id: string,
  { provider, region, instanceType, key, where }: TypeOfferingsProps,
): DataAwsEc2InstanceTypeOfferings {
  const remedy = key === "instanceType" ? "Set another instanceType" : `Set other ${key}`;
  return new DataAwsEc2InstanceTypeOfferings(scope, id, {
    provider,
    locationType: "availability-zone",
    filter: [{ name: "instance-type", values: [instanceType] }],
    lifecycle: {
      postcondition: [
        {
          condition: "${length(self.locations) > 0}",
          errorMessage: `${where}: no zone of ${region} offers the instance type ${instanceType}. ${remedy}, or another region.`,
        },
      ],
    },
  });
}
