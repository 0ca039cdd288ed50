import { globalContext } from "./permissions/condition-context";
import { evaluate } from "./permissions/evaluate";
import { readPolicy } from "./permissions/policy";
import { regionOf } from "./permissions/principal";

/** What a service of AWS wants to do to a resource that carries a policy. */
export interface ServiceRequest {
  /** e.g. `cloudwatch.amazonaws.com` */
  readonly service: string;
  /** e.g. `sns:Publish` */
  readonly action: string;
  readonly resource: string;
  /** ARN of the thing on whose behalf the service acts; its account is the source account. */
  readonly sourceArn: string;
}

/** Whether a resource's policy lets a service act in its own name. */
export function permits(policy: string, { service, action, resource, sourceArn }: ServiceRequest): boolean {
  const principal = { kind: "service", service } as const;
  const context = globalContext(principal, { region: regionOf(resource) || undefined, sourceArn });
  const resourcePolicy = { policy: readPolicy(`the policy of ${resource}`, policy), mustAllow: true };
  return evaluate({ principal, action, resource, context }, { identity: [], resource: resourcePolicy }).allowed;
}
