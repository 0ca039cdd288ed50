import { accountOf, type Principal } from "./principal";

/**
 * Condition keys in lower case with the values that a request has. An empty list: the request is known not to have the
 * key. A key that is missing here: the embedded AWS does not know, so that no Allow that asks for it matches and every
 * Deny does.
 */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

/** What the embedded AWS never has: an organization, VPC endpoints, users, identity providers. */
const NEVER_PRESENT: ConditionContext = Object.fromEntries(
  [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:ResourceOrgID",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:CalledVia",
    "aws:FederatedProvider",
    "aws:username",
    // Role sessions of services are made without MFA, for which the key is absent and not false.
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
  ].map((key) => [key.toLowerCase(), []]),
);

/**
 * The global condition keys that follow from who calls what.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 *
 * @param options.now AWS time in milliseconds since 1970; without it, conditions on the time cannot be judged
 * @param options.region of the endpoint that was called; undefined where nothing signed says it
 * @param options.sourceArn for whom a service acts
 */
export function globalContext(
  principal: Principal,
  options: { now?: number; region: string | undefined; sourceArn?: string },
): ConditionContext {
  const { now, region, sourceArn } = options;
  const sourceAccount = sourceArn === undefined ? [] : [accountOf(sourceArn)].filter(Boolean);
  const context: Record<string, readonly string[]> = {
    ...NEVER_PRESENT,
    // SDKs and Route 53's checkers of type HTTPS; plain HTTP to an AWS endpoint is not simulated.
    "aws:securetransport": ["true"],
    "aws:viaawsservice": ["false"],
    "aws:sourcearn": sourceArn === undefined ? [] : [sourceArn],
    "aws:sourceaccount": sourceAccount,
    // The default policy of a topic names the account by this older key.
    "aws:sourceowner": sourceAccount,
    ...principalContext(principal),
  };
  if (now !== undefined) {
    context["aws:currenttime"] = [new Date(now).toISOString()];
    context["aws:epochtime"] = [String(Math.floor(now / 1_000))];
  }
  if (region !== undefined) context["aws:requestedregion"] = [region];
  return context;
}

function principalContext(principal: Principal): ConditionContext {
  switch (principal.kind) {
    case "owner":
      return {};
    case "role session":
      return {
        "aws:principalarn": [principal.roleArn],
        "aws:principalaccount": [accountOf(principal.roleArn)],
        "aws:principaltype": ["AssumedRole"],
        "aws:principalisawsservice": ["false"],
      };
    case "service":
      return {
        "aws:principalarn": [],
        "aws:principalaccount": [],
        "aws:principalisawsservice": ["true"],
        "aws:principalservicename": [principal.service],
      };
    case "anonymous":
      return {
        "aws:principalarn": [],
        "aws:principalaccount": [],
        "aws:principaltype": ["Anonymous"],
        "aws:principalisawsservice": ["false"],
        ...(principal.address === undefined ? {} : { "aws:sourceip": [principal.address] }),
      };
  }
}
