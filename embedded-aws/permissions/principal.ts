import { parseArn } from "../deliveries/arn";

/** Who calls. */
export type Principal =
  /** Whoever runs Terraform or the operator's commands: the account's administrator, who may do everything. */
  | { readonly kind: "owner" }
  | { readonly kind: "role session"; readonly roleArn: string; readonly sessionName: string }
  /** A service in its own name, e.g. `cloudwatch.amazonaws.com`, to which only resource policies give rights. */
  | { readonly kind: "service"; readonly service: string }
  /** @property address IPv4; undefined where nobody said it */
  | { readonly kind: "anonymous"; readonly address: string | undefined };

/** Account of an ARN; empty where the ARN has none, as a bucket's. */
export const accountOf = (arn: string): string => parseArn(arn).account;

/** Region of an ARN; empty where the ARN has none, as a role's. */
export const regionOf = (arn: string): string => parseArn(arn).region;

/** A role's ARN ends with its path and its name; IAM's API takes the name alone. */
export const roleNameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf("/") + 1);

/** ARN of a role's session. It has no path. */
export const sessionArnOf = ({ roleArn, sessionName }: { roleArn: string; sessionName: string }): string =>
  `arn:aws:sts::${accountOf(roleArn)}:assumed-role/${roleNameOf(roleArn)}/${sessionName}`;
