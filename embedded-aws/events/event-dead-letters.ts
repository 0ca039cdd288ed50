import type { Target } from "@aws-sdk/client-eventbridge";
import type { AwsClients } from "../aws-clients";
import { parseArn } from "../deliveries/arn";
import { findQueue, sendToQueue } from "../deliveries/queue-sending";
import type { Tried } from "../deliveries/retrying";
import { permits } from "../resource-policies";
import type { Clock } from "../time/clock";
import type { EventRule } from "./deployed-rules";
import type { AwsEvent } from "./event";
import { EVENTS_SERVICE } from "./event-way";

/**
 * Keeps an undelivered event in the target's dead-letter queue, if it has one, which must be in the rule's region and let
 * EventBridge send for this rule. Message and attributes as in
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @returns what became of it, for people
 */
export async function keepEvent(
  aws: { deployed: AwsClients; clock: Clock },
  rule: EventRule,
  target: Target,
  event: AwsEvent,
  tried: Extract<Tried, { kind: "failed" }>,
): Promise<string> {
  const queueArn = target.DeadLetterConfig?.Arn;
  if (!queueArn) return "It has no dead-letter queue: the event is dropped.";
  const { region } = parseArn(queueArn);
  if (region !== rule.region)
    return `Its dead-letter queue ${queueArn} is not in ${rule.region}: the event is dropped.`;
  const queue = await findQueue(aws, queueArn);
  if (!queue) return `Its dead-letter queue ${queueArn} does not exist: the event is dropped.`;
  const request = { service: EVENTS_SERVICE, action: "sqs:SendMessage", resource: queueArn, sourceArn: rule.arn };
  if (!queue.policy || !permits(queue.policy, request))
    return `The policy of its dead-letter queue ${queueArn} does not let ${EVENTS_SERVICE} send for rule ${rule.arn}: the event is dropped.`;
  await sendToQueue(aws, {
    region,
    url: queue.url,
    body: JSON.stringify(event),
    attributes: {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.Arn ?? "",
      ERROR_CODE: tried.failure.code,
      ERROR_MESSAGE: tried.failure.reason,
      RETRY_ATTEMPTS: String(tried.retries),
      ...(tried.exhausted && { EXHAUSTED_RETRY_CONDITION: tried.exhausted }),
    },
  });
  return `It is kept in ${queueArn}.`;
}
