import { type Policy, readPolicy } from "../../embedded-aws/permissions/policy";
import type { SynthesizedStack } from "../synthesized";

export const ACCOUNT = "123456789012";

/** What a deployment of a file makes of the references in its policies: no two are alike. */
export const DEPLOYED = {
  standbyInstance: "i-0000000000000000b",
  primaryInstance: "i-0000000000000000a",
  volumeKey: "11111111-2222-3333-4444-555555555555",
  lockBucket: "lock-bucket",
  alertTopic: "alert-topic",
  logGroup: "/aws/lambda/controller",
  controller: "controller",
  schedule: "every-minute",
  lockCheck: "check-of-the-lock",
  endpointCheck: "check-of-the-primary",
  failoverCheck: "check-of-both",
  hostedZone: "ZONE",
} as const;

/** Terraform's references, as the synthesized policies write them, and what stands there once they are deployed. */
function standIns(region: string): readonly (readonly [RegExp, string])[] {
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
  return [
    [/^data\.aws_caller_identity\.\S+\.account_id$/, ACCOUNT],
    [/-standby\.outputs\.\S*aws_instance\S*arn$/, arn("ec2", `instance/${DEPLOYED.standbyInstance}`)],
    [/-standby\.outputs\.\S*aws_instance\S*kms_key_id$/, arn("kms", `key/${DEPLOYED.volumeKey}`)],
    [/-primary\.outputs\.\S*aws_instance\S*id$/, DEPLOYED.primaryInstance],
    [/^aws_s3_bucket\.failover-lock_\S+\.arn$/, `arn:aws:s3:::${DEPLOYED.lockBucket}`],
    [/^aws_sns_topic\.alerts_\S+\.arn$/, arn("sns", DEPLOYED.alertTopic)],
    [/^aws_cloudwatch_log_group\.controller_\S+\.arn$/, arn("logs", `log-group:${DEPLOYED.logGroup}`)],
    [/^aws_lambda_function\.controller_\S+\.arn$/, arn("lambda", `function:${DEPLOYED.controller}`)],
    [/^aws_scheduler_schedule\.\S+\.arn$/, arn("scheduler", `schedule/default/${DEPLOYED.schedule}`)],
    [/^aws_route53_health_check\.failover-lock_\S+\.id$/, DEPLOYED.lockCheck],
    [/^aws_route53_health_check\.failover-dns_\S+\.id$/, DEPLOYED.failoverCheck],
    [/^aws_route53_health_check\.endpoint-check\.id$/, DEPLOYED.endpointCheck],
    [/^data\.aws_route53_zone\.\S+\.arn$/, `arn:aws:route53:::hostedzone/${DEPLOYED.hostedZone}`],
  ];
}

/**
 * A synthesized policy as AWS would hold it.
 * @param region of the standby
 * @throws Error for a reference that has no stand-in: give it one above
 */
function deployedPolicy(name: string, text: string, region: string): Policy {
  const known = standIns(region);
  const deployed = text.replace(/\$\{([^}]+)\}/g, (_, reference: string) => {
    const standIn = known.find(([pattern]) => pattern.test(reference))?.[1];
    if (standIn === undefined) throw new Error(`${name} refers to ${reference}, for which there is no stand-in.`);
    return standIn;
  });
  return readPolicy(name, deployed);
}

/** The policies of a failover stack: the controller's role's, and the two that are ready for operators. */
export function policiesOf({ resource }: SynthesizedStack, region: string) {
  const policy = (type: string, name: string) => {
    const [found] = Object.entries(resource[type]!).filter(([id]) => id.startsWith(name));
    if (found === undefined) throw new Error(`There is no ${type} ${name}: ${Object.keys(resource[type]!)}.`);
    return deployedPolicy(name, found[1].policy, region);
  };
  return {
    controller: policy("aws_iam_role_policy", "controller_permissions"),
    readOnly: policy("aws_iam_policy", "operator-policies_read-only"),
    command: policy("aws_iam_policy", "operator-policies_command"),
  };
}
