import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";

/** An action on a resource, as a policy grants it. */
export interface Granted {
  readonly action: string;
  readonly resource: string;
}

/** By a role's own policies. `role`: its name. */
export interface GrantedToRole extends Granted {
  readonly role: string;
}

/** Every action on every resource of every statement that was written for this deployment's roles. */
export async function rightsOfRoles({ clients }: EmbeddedAws): Promise<GrantedToRole[]> {
  const iam = clients.iam();
  const granted: GrantedToRole[] = [];
  for await (const { Roles } of paginateListRoles({ client: iam }, {}))
    for (const { RoleName } of Roles!) {
      if (!RoleName!.startsWith("pilot-light-")) continue;
      const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      for (const PolicyName of PolicyNames!) {
        const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        granted.push(...rightsIn(PolicyDocument!).map((right) => ({ role: RoleName!, ...right })));
      }
    }
  return granted;
}

/** Every action on every resource of a managed policy. */
export async function rightsOfPolicy({ clients }: EmbeddedAws, PolicyArn: string): Promise<Granted[]> {
  const iam = clients.iam();
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const asking = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId });
  return rightsIn((await iam.send(asking)).PolicyVersion!.Document!);
}

function rightsIn(document: string): Granted[] {
  const policy = JSON.parse(decodeURIComponent(document)) as { Statement: { Action: string[]; Resource: string[] }[] };
  return policy.Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
  );
}

/** Whether a policy's resource, in which `*` is anything, means this one. */
export function covers(pattern: string, resource: string): boolean {
  const literally = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literally.join(".*")}$`).test(resource);
}
