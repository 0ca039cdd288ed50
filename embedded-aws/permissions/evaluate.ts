import type { AccessRequest } from "./access-request";
import type { Policy } from "./policy";
import { accountOf } from "./principal";
import { type Grantee, matchStatement } from "./statements";

export interface Policies {
  /** Of the role; empty for everybody else. */
  readonly identity: readonly Policy[];
  /** Permissions boundary of the role: what its identity policies can give at most. */
  readonly boundary?: Policy;
  readonly resource?: ResourcePolicy;
}

export interface ResourcePolicy {
  readonly policy: Policy;
  /**
   * Key policies and trust policies must allow by themselves, or hand the decision to the account; every other resource
   * policy gives rights beside the identity policies.
   */
  readonly mustAllow: boolean;
}

/** Why something is allowed or not. `by` and `because` name the deployed policy and statement. */
export type Verdict =
  | { readonly allowed: true; readonly by: string }
  | { readonly allowed: false; readonly denial: "explicit" | "implicit"; readonly because: string };

/**
 * AWS's evaluation of policies: an explicit denial wins; then, within an account, the resource's policy or the identity
 * policies must allow, across accounts both; nothing said is a denial. A statement that cannot be judged here allows
 * nothing and denies what it may deny. (Not simulated: service and resource control policies, session policies.)
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest, policies: Policies): Verdict {
  const { principal, action, resource } = request;
  if (principal.kind === "owner") return { allowed: true, by: "the account's owner may do everything" };
  const { identity, boundary } = policies;
  const resourcePolicy = policies.resource && [policies.resource.policy];
  const denial =
    firstMatch(request, [...identity, ...(boundary ? [boundary] : [])], "Deny", "holder") ??
    firstMatch(request, resourcePolicy, "Deny", "anyone");
  if (denial) return { allowed: false, denial: "explicit", because: `${denial} denies ${action} on ${resource}` };

  const fromIdentity = firstMatch(request, identity, "Allow", "holder");
  const toPrincipal = firstMatch(request, resourcePolicy, "Allow", "principal");
  const toAccount = firstMatch(request, resourcePolicy, "Allow", "account");
  const elsewhere = isElsewhere(request);

  // A boundary does not limit what a resource's policy gives to the very session.
  const toSession = elsewhere ? undefined : firstMatch(request, resourcePolicy, "Allow", "session");
  if (toSession) return { allowed: true, by: toSession };
  if (boundary && !firstMatch(request, [boundary], "Allow", "holder"))
    return lacking(request, [boundary], "as the role's permissions boundary");
  if (toPrincipal && !elsewhere) return { allowed: true, by: toPrincipal };
  // Here, and in another account, an identity policy alone is not enough.
  if ((elsewhere || policies.resource?.mustAllow) && !toPrincipal && !toAccount)
    return lacking(request, resourcePolicy ?? [], "as the resource's policy must");
  if (fromIdentity) return { allowed: true, by: fromIdentity };
  return lacking(request, [...identity, ...(elsewhere ? [] : (resourcePolicy ?? []))]);
}

/** A resource of another account. A bucket's ARN names none: it counts as this account's. */
function isElsewhere({ principal, resource }: AccessRequest): boolean {
  if (principal.kind !== "role session") return false;
  const account = accountOf(resource);
  return /^\d{12}$/.test(account) && account !== accountOf(principal.roleArn);
}

/** The first statement of this effect, named for a message. */
function firstMatch(
  request: AccessRequest,
  policies: readonly Policy[] | undefined,
  effect: "Allow" | "Deny",
  to: Grantee,
): string | undefined {
  for (const policy of policies ?? []) {
    for (const statement of policy.statements) {
      if (statement.effect !== effect) continue;
      const match = matchStatement(request, policy, statement, to);
      if (match === "yes") return `${statement.name} of ${policy.name}`;
      if (match === "unknown" && effect === "Deny")
        return `${statement.name} of ${policy.name} (whose condition cannot be judged here)`;
    }
  }
  return undefined;
}

function lacking({ action, resource }: AccessRequest, policies: readonly Policy[], role?: string): Verdict {
  const names = policies.map(({ name }) => name).join(", ") || "any policy (there is none)";
  const because = `no statement of ${names} allows ${action} on ${resource}${role ? `, ${role}` : ""}`;
  return { allowed: false, denial: "implicit", because };
}
