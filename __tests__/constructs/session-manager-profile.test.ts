import { SessionManagerProfile } from "../../constructs/session-manager-profile";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { only } from "../synthesized";

describe("the way into a server", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    new SessionManagerProfile(scope, "access", { provider: standby, workload: "shop" });
  });

  it("is a role of EC2's with AWS's policy for Session Manager, and nothing else", () => {
    expect(statements(only(resource, "aws_iam_role").assume_role_policy)).toMatchObject([
      { Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
    expect(only(resource, "aws_iam_role_policy_attachment")).toMatchObject({
      role: "${aws_iam_role.access_role.name}",
      policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    expect(resource).not.toHaveProperty("aws_iam_role_policy");
  });

  it("is open before a server boots with it", () => {
    expect(only(resource, "aws_iam_instance_profile")).toMatchObject({
      role: "${aws_iam_role.access_role.name}",
      depends_on: ["aws_iam_role_policy_attachment.access_session-manager"],
    });
  });
});
