/** One statement of an IAM or resource policy, in AWS's own words. */
export interface Statement {
  Sid: string;
  Effect: "Allow" | "Deny";
  /** Only in resource and trust policies. */
  Principal?: "*" | { Service: string };
  Action: string[];
  /** Absent only in trust policies. */
  Resource?: string[];
  Condition?: Record<string, Record<string, string | string[] | ListExpression>>;
}

/** A list that only Terraform knows, such as `data.aws_ip_ranges.checkers.cidr_blocks`. */
export interface ListExpression {
  expression: string;
}

/** The policy as the JSON text that AWS takes; ARNs may be tokens. */
export function policyDocument(...statements: Statement[]): string {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return text.replace(/\{"expression":"([^"]+)"\}/g, (_, expression) => `\${jsonencode(${expression})}`);
}

/** A trust policy that lets one AWS service assume a role, and only on behalf of this account (no confused deputy). */
export function trustPolicy(service: string, accountId?: string): string {
  return policyDocument({
    Sid: "Assume",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["sts:AssumeRole"],
    ...(accountId === undefined ? {} : { Condition: { StringEquals: { "aws:SourceAccount": accountId } } }),
  });
}
