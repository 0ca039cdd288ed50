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

interface Statement {
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string | string[]>;
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Whether a resource's policy lets a service act: some statement allows it, none denies it.
 * A condition that this does not know is not met. (Issue "An AWS that behaves" evaluates identity policies as well.)
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function permits(policy: string, request: ServiceRequest): boolean {
  const { Statement } = JSON.parse(policy) as { Statement: Statement | Statement[] };
  const matching = list(Statement).filter((statement) => applies(statement, request));
  return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny");
}

function applies(statement: Statement, request: ServiceRequest): boolean {
  return (
    namesPrincipal(statement.Principal, request.service) &&
    list(statement.Action).some((pattern) => like(pattern.toLowerCase(), request.action.toLowerCase())) &&
    list(statement.Resource).some((pattern) => like(pattern, request.resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, allowed]) => meets(operator, key, list(allowed), request)),
    )
  );
}

function namesPrincipal(principal: Statement["Principal"], service: string): boolean {
  if (principal === "*") return true;
  return list(principal?.Service).includes(service) || list(principal?.AWS).includes("*");
}

function meets(operator: string, key: string, allowed: string[], request: ServiceRequest): boolean {
  const account = request.sourceArn.split(":")[4] ?? "";
  const values: Record<string, string> = {
    "aws:sourcearn": request.sourceArn,
    "aws:sourceaccount": account,
    // The default policy of a topic names the account by this older key.
    "aws:sourceowner": account,
  };
  const value = values[key.toLowerCase()];
  if (value === undefined) return false;
  switch (operator) {
    case "StringEquals":
      return allowed.includes(value);
    case "ArnEquals": // The same as ArnLike, as IAM's documentation says.
    case "ArnLike":
    case "StringLike":
      return allowed.some((pattern) => like(pattern, value));
    default:
      return false;
  }
}

/** IAM's wildcards: `*` is any text, `?` any one character. */
function like(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`, "s").test(value);
}

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
