import type { Clock } from "../time/clock";
import { globalContext } from "./condition-context";
import type { DeployedPolicies } from "./deployed-policies";
import { evaluate, type Verdict } from "./evaluate";
import type { JudgedRights } from "./judged-rights";
import { accountOf, type Principal } from "./principal";
import type { Right } from "./rights/right";

/** Judges rights by what is deployed at the moment. */
export class DeployedRights {
  constructor(
    private readonly policies: DeployedPolicies,
    private readonly clock: Clock,
    private readonly judged?: JudgedRights,
  ) {}

  /**
   * Whether somebody has a right.
   * @param region whose API is called; undefined where nothing says it
   * @param sourceArn for whom a service acts in its own name
   */
  async judge(principal: Principal, right: Right, region: string | undefined, sourceArn?: string): Promise<Verdict> {
    const { action, resource } = right;
    const role = principal.kind === "role session" ? await this.policies.ofRole(principal.roleArn) : undefined;
    if (principal.kind === "role session" && !role) return absentRole(principal.roleArn);
    const resourceAccount =
      accountOf(resource) || (principal.kind === "role session" ? accountOf(principal.roleArn) : "");
    const context = {
      ...globalContext(principal, { now: this.clock.now(), region, sourceArn }),
      ...(resourceAccount ? { "aws:resourceaccount": [resourceAccount] } : {}),
      ...right.context,
    };
    const { identity = [], boundary } = role ?? {};
    const ofResource = await this.policies.ofResource(resource);
    const verdict = evaluate({ principal, action, resource, context }, { identity, boundary, resource: ofResource });
    if (principal.kind === "role session") this.judged?.add({ roleArn: principal.roleArn, action, resource, verdict });
    return verdict;
  }

  /**
   * Whether a service may assume a role, by the role's trust policy.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
   * @param sourceArn of the function, rule or schedule for which it does
   */
  async judgeTrust(roleArn: string, service: string, sourceArn: string): Promise<Verdict> {
    const role = await this.policies.ofRole(roleArn);
    if (!role) return absentRole(roleArn);
    const principal = { kind: "service", service } as const;
    const context = globalContext(principal, { now: this.clock.now(), region: undefined, sourceArn });
    const resource = { policy: role.trust, mustAllow: true };
    return evaluate({ principal, action: "sts:AssumeRole", resource: roleArn, context }, { identity: [], resource });
  }
}

const absentRole = (roleArn: string): Verdict => ({
  allowed: false,
  denial: "implicit",
  because: `role ${roleArn} does not exist`,
});
