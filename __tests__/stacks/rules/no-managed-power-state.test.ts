import { noManagedPowerState } from "../../../stacks/rules/no-managed-power-state";
import { resource } from "./resource";

it.each(["stopped", "running"])("refuses a power state that Terraform manages: %s", (state) => {
  expect(noManagedPowerState([resource("aws_ec2_instance_state", { state })])).toEqual([
    {
      path: "www-standby/one",
      message:
        "Terraform must not manage a power state: the next apply would stop the standby in the middle of a failover. Remove it.",
    },
  ]);
});

it("takes an instance", () => {
  expect(noManagedPowerState([resource("aws_instance", {})])).toEqual([]);
});
