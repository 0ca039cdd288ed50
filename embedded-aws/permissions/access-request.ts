import type { ConditionContext } from "./condition-context";
import type { Principal } from "./principal";

/** One action on one resource. */
export interface AccessRequest {
  readonly principal: Principal;
  /** e.g. `ec2:StartInstances` */
  readonly action: string;
  /** ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  readonly context: ConditionContext;
}
