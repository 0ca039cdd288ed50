import { blocks, eachResource } from "./rule";

/** A stopped instance has no such address, so that the next plan would replace the standby. */
export const noAssociatedPublicAddress = eachResource(
  ["aws_instance", "aws_launch_template"],
  ({ arguments: given }) => {
    const set = [given, ...blocks(given.network_interfaces)].some(
      ({ associate_public_ip_address }) => associate_public_ip_address !== undefined,
    );
    if (!set) return undefined;
    return "associatePublicIpAddress forces the replacement of a stopped instance. Use an Elastic IP on the network interface.";
  },
);
