import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { trustPolicy } from "./policy-document";

export interface SessionManagerProfileProps {
  readonly provider: AwsProvider;
  readonly workload: string;
}

/** The way into a server: Session Manager, so that no SSH port is open and no key is kept. */
export class SessionManagerProfile extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { provider, workload }: SessionManagerProfileProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      description: `Lets Session Manager reach a server of the workload ${workload}`,
      assumeRolePolicy: trustPolicy("ec2.amazonaws.com"),
    });
    const attachment = new IamRolePolicyAttachment(this, "session-manager", {
      provider,
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    this.name = new IamInstanceProfile(this, "profile", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      role: role.name,
      dependsOn: [attachment],
    }).name;
  }
}
