import { eachResource } from "./rule";

/** An apply in the middle of a failover would stop the standby that serves. */
export const noManagedPowerState = eachResource(
  ["aws_ec2_instance_state"],
  () =>
    "Terraform must not manage a power state: the next apply would stop the standby in the middle of a failover. Remove it.",
);
