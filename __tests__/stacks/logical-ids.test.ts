import { stacksOf } from "../stacks-of";

/**
 * Terraform knows a resource by its logical id, which cdktf makes of the construct's path. A changed id means destroy
 * and create: users would lose the addresses that their firewalls know, the lock in the middle of a failover, or a
 * server. So a refactoring that changes one of these must say so here, and bring a move (`moveTo`) with it.
 */
const STATEFUL = {
  "www-primary": [
    "aws_eip.site_elastic-ip_0E8C9F62",
    "aws_instance.site_instance_1BF98FDA",
    "aws_network_interface.site_network-interface_16721818",
    "aws_security_group.site_security-group_5BC56485",
    "aws_sns_topic.alerts_topic_3313844B",
    "aws_sqs_queue.state-changes_undelivered_queue_E4568CC1",
    "terraform_data.site_as-created_91C83F01",
  ],
  "www-standby": [
    "aws_eip.site_elastic-ip_0E8C9F62",
    "aws_instance.site_instance_1BF98FDA",
    "aws_network_interface.site_network-interface_16721818",
    "aws_security_group.site_security-group_5BC56485",
    "terraform_data.site_as-created_91C83F01",
  ],
  "www-failover": [
    "aws_lambda_function.controller_function_BC6901A8",
    "aws_route53_health_check.endpoint-check",
    "aws_route53_health_check.failover-dns_health-check_8A9D1C84",
    "aws_route53_health_check.failover-lock_health-check_59A726D6",
    "aws_route53_record.failover-dns_primary_12BA1610",
    "aws_route53_record.failover-dns_standby_E1E927B6",
    "aws_s3_bucket.controller_artifact_store_bucket_47BCE284",
    "aws_s3_bucket.failover-lock_store_bucket_F6FAE8A6",
    "aws_s3_object.controller_artifact_zip_AFB096E1",
    "aws_sns_topic.alerts_topic_3313844B",
    "aws_sns_topic.endpoint-alarm_topic_E4E74346",
    "aws_sqs_queue.controller_dead-letters_queue_A7B18FBB",
    "aws_sqs_queue.endpoint-alarm_undelivered_queue_024FE55E",
  ],
};

const TYPES = new Set(Object.values(STATEFUL).flatMap((ids) => ids.map((id) => id.split(".")[0]!)));

it("keeps the logical ids of what has an identity or a content", () => {
  const stacks = stacksOf("smallest");
  const ids = Object.entries(stacks).map(([stack, { resource }]) => [
    stack,
    Object.entries(resource)
      .filter(([type]) => TYPES.has(type))
      .flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`)),
  ]);
  expect(Object.fromEntries(ids)).toEqual(STATEFUL);
});

it("gives every workload of a file the same ids, each in its own stacks", () => {
  const idsOf = (stack: object) => JSON.stringify(Object.values(stack).map((all) => Object.keys(all)));
  const { "www-standby": one, "api-standby": other } = stacksOf("three-workloads");
  expect(idsOf(other!.resource)).toBe(idsOf(one!.resource));
});
