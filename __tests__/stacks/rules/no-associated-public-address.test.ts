import { noAssociatedPublicAddress } from "../../../stacks/rules/no-associated-public-address";
import { resource } from "./resource";

it.each([
  ["an instance that has one", "aws_instance", { associate_public_ip_address: true }],
  ["an instance that refuses one, which a stop forgets too", "aws_instance", { associate_public_ip_address: false }],
  ["a launch template", "aws_launch_template", { network_interfaces: [{ associate_public_ip_address: "true" }] }],
])("refuses the address of %s", (_, type, given) => {
  expect(noAssociatedPublicAddress([resource(type, given)])).toEqual([
    {
      path: "www-standby/one",
      message:
        "associatePublicIpAddress forces the replacement of a stopped instance. Use an Elastic IP on the network interface.",
    },
  ]);
});

it("takes an instance that does not mention it", () => {
  expect(noAssociatedPublicAddress([resource("aws_instance", { network_interface: [{ device_index: 0 }] })])).toEqual(
    [],
  );
});
