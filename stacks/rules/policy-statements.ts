/** What the rules read of a policy's statement. */
export interface PolicyStatement {
  Sid?: string;
  Effect: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of a policy as it is synthesized: JSON text in which a list may be left to Terraform. */
export function policyStatements(policy: string): PolicyStatement[] {
  const json = policy.replace(/\$\{jsonencode\([^)]*\)\}/g, '"known to Terraform only"');
  return (JSON.parse(json) as { Statement: PolicyStatement[] }).Statement;
}
