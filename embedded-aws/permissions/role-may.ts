import type { DeployedRights } from "./deployed-rights";
import { regionOf } from "./principal";
import type { RoleMay } from "./role-rights";

/** Answers by the deployed trust policy, and then by the role's policies and the resource's. */
export function roleMay(rights: DeployedRights): RoleMay {
  return async (roleArn, { service, action, resource, sourceArn }) => {
    const trust = await rights.judgeTrust(roleArn, service, sourceArn);
    if (!trust.allowed)
      return { allowed: false, reason: `${service} may not assume role ${roleArn}: ${trust.because}` };
    const session = { kind: "role session", roleArn, sessionName: service.split(".")[0]! } as const;
    const verdict = await rights.judge(session, { action, resource }, regionOf(resource) || undefined);
    return verdict.allowed
      ? { allowed: true }
      : { allowed: false, reason: `role ${roleArn} may not: ${verdict.because}` };
  };
}
