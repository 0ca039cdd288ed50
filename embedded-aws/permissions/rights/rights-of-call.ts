import type { Call } from "../../calls";
import { iamRights, kmsRights, ssmRights, stsRights } from "./account-rights";
import { ec2Rights } from "./ec2-rights";
import { eventsRights, snsRights, sqsRights } from "./message-rights";
import { cloudWatchRights, logsRights, quotaRights, taggingRights } from "./observation-rights";
import { lambdaRights, route53Rights, schedulerRights } from "./rest-rights";
import type { Place, Right, RightsOfService } from "./right";
import { s3Rights } from "./s3-rights";

/** By the name that a client signs with. */
const SERVICES: Readonly<Record<string, RightsOfService>> = {
  ec2: ec2Rights,
  events: eventsRights,
  iam: iamRights,
  kms: kmsRights,
  lambda: lambdaRights,
  logs: logsRights,
  monitoring: cloudWatchRights,
  route53: route53Rights,
  s3: s3Rights,
  scheduler: schedulerRights,
  servicequotas: quotaRights,
  sns: snsRights,
  sqs: sqsRights,
  ssm: ssmRights,
  sts: stsRights,
  tagging: taggingRights,
};

/**
 * The rights that a call needs, all of them.
 *
 * @returns undefined for a call that the table does not know. It must be denied: judged against `*` as if that were its
 *   resource, a statement on one ARN would seem not to cover it, and a statement on `*` to cover what it does not name.
 */
export function rightsOfCall(call: Call, place: Place): readonly Right[] | undefined {
  return SERVICES[call.service]?.(call, place);
}
