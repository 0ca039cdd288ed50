import { stacksOf } from "../stacks-of";
import { only } from "../synthesized";

describe("the standby stack", () => {
  const { resource, output } = stacksOf("smallest")["www-standby"]!;

  it("holds the standby site, and nothing else", () => {
    expect(only(resource, "aws_instance").tags).toMatchObject({ "pilot-light:site": "standby" });
    expect(Object.keys(resource)).toEqual([
      "aws_eip",
      "aws_iam_instance_profile",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
      "aws_instance",
      "aws_network_interface",
      "aws_security_group",
      "terraform_data",
    ]);
  });

  it("opens the port of the health check", () => {
    expect(only(resource, "aws_security_group").ingress).toMatchObject([{ from_port: 80, to_port: 80 }]);
  });

  it("tells the standby's address and instance", () => {
    expect(output.standby_address!.value).toBe("${aws_eip.site_elastic-ip_0E8C9F62.public_ip}");
    expect(output.standby_instance_id!.value).toBe("${aws_instance.site_instance_1BF98FDA.id}");
  });
});
