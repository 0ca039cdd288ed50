/** The parts of an ARN: `arn:partition:service:region:account:resource`, whose last part may hold colons and slashes. */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html. What is missing is an empty text. */
export function parseArn(arn: string): Arn {
  const [, , service = "", region = "", account = "", ...resource] = arn.split(":");
  return { service, region, account, resource: resource.join(":") };
}

/** A Lambda function's region and name; undefined if the ARN is not a function's. A version or alias is left out. */
export function functionOf(arn: string): { readonly region: string; readonly functionName: string } | undefined {
  const { service, region, resource } = parseArn(arn);
  const [kind, functionName] = resource.split(":");
  return service === "lambda" && kind === "function" && functionName ? { region, functionName } : undefined;
}
