/** Whether a deployed role lets a service of AWS do something; a refusal names the deployed policy that lacks it. */
export type RoleVerdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * Asks whether a service may assume a role (its trust policy) and then do this (its identity policies).
 * @param request.service e.g. `events.amazonaws.com`
 * @param request.action e.g. `lambda:InvokeFunction`
 * @param request.resource ARN
 */
export type RoleMay = (
  roleArn: string,
  request: { readonly service: string; readonly action: string; readonly resource: string; readonly sourceArn: string },
) => Promise<RoleVerdict>;
