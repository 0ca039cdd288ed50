import type { AccessRequest } from "./access-request";
import type { ConditionContext } from "./condition-context";
import { allOf, anyOf, meets } from "./conditions";
import { fillIn, likeResource, likeText, type Match } from "./patterns";
import type { Policy, PrincipalElement, Selection, Statement } from "./policy";
import { accountOf, type Principal, sessionArnOf } from "./principal";

/**
 * Whom a statement must speak to. In an identity policy: its holder, whom it does not name. In a resource policy: the
 * role's session by its ARN; the principal in any way that gives it the right; its account, which only lets the
 * account's identity policies decide; or any of these, as for a denial.
 */
export type Grantee = "holder" | "session" | "principal" | "account" | "anyone";

/** Whether a statement speaks of this request. */
export function matchStatement(request: AccessRequest, policy: Policy, statement: Statement, to: Grantee): Match {
  const variables = policy.knowsVariables ? request.context : undefined;
  const { principal, action, resource, conditions } = statement;
  if (to !== "holder" && !(principal && names(principal, request.principal, to))) return "no";
  return allOf([
    matchAction(action, request.action),
    resource ? matchResource(resource, request.resource, variables) : "yes",
    ...conditions.map((condition) => meets(condition, request.context, variables)),
  ]);
}

function matchAction({ except, values }: Selection<readonly string[]>, action: string): Match {
  const name = action.toLowerCase();
  const listed = values.some((text) => likeText([{ text: text.toLowerCase(), plain: false }], name));
  return listed === except ? "no" : "yes";
}

function matchResource(
  { except, values }: Selection<readonly string[]>,
  arn: string,
  variables: ConditionContext | undefined,
): Match {
  const listed = anyOf(
    values.map((text) => {
      const pattern = fillIn(text, variables);
      if (pattern === "no" || pattern === "unknown") return pattern;
      return likeResource(pattern, arn) ? "yes" : "no";
    }),
  );
  if (listed === "unknown") return "unknown";
  return (listed === "yes") === except ? "no" : "yes";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function names(
  { except, values }: Selection<PrincipalElement>,
  principal: Principal,
  to: Exclude<Grantee, "holder">,
): boolean {
  const named = namesOf(principal);
  if (except) {
    // All of a role's names must be excepted, or it is meant: its session's, its own, and its account's.
    const all = [named.session, named.itself, named.account].flat();
    const spared = all.length > 0 && all.every((name) => lists(values, name));
    return (to === "anyone" || to === "principal") && !spared;
  }
  if (to === "session") return named.session.some((name) => lists(values, name));
  if (to === "account") return named.account.some((name) => lists(values, name));
  const itself = isEverybody(values) || [...named.session, ...named.itself].some((name) => lists(values, name));
  return itself || (to === "anyone" && named.account.some((name) => lists(values, name)));
}

interface Name {
  readonly type: "AWS" | "Service";
  /** Every way to write it. */
  readonly texts: readonly string[];
}

function namesOf(principal: Principal): Record<"session" | "itself" | "account", readonly Name[]> {
  switch (principal.kind) {
    case "role session": {
      const account = accountOf(principal.roleArn);
      return {
        session: [{ type: "AWS", texts: [sessionArnOf(principal)] }],
        itself: [{ type: "AWS", texts: [principal.roleArn] }],
        account: [{ type: "AWS", texts: [account, `arn:aws:iam::${account}:root`] }],
      };
    }
    case "service":
      return { session: [], itself: [{ type: "Service", texts: [principal.service] }], account: [] };
    case "owner":
    case "anonymous":
      return { session: [], itself: [], account: [] };
  }
}

/** Wildcards but for the one that means everybody are not allowed in a principal. */
const isEverybody = (values: PrincipalElement): boolean => values === "*" || (values.AWS?.includes("*") ?? false);

function lists(values: PrincipalElement, { type, texts }: Name): boolean {
  return values !== "*" && texts.some((text) => values[type]?.includes(text));
}
