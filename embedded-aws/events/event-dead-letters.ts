import type { Target } from "@aws-sdk/client-eventbridge";
import { parseArn } from "../deliveries/arn";
import type { QueueSending } from "../deliveries/queue-sending";
import type { Tried } from "../deliveries/retrying";
import { sendAsService } from "../deliveries/send-as-service";
import type { EventRule } from "./deployed-rules";
import type { AwsEvent } from "./event";
import { EVENTS_SERVICE } from "./event-way";

/** What became of an undelivered event; in words for people. */
export interface Keeping {
  readonly kind: "kept" | "lost" | "no queue";
  readonly words: string;
}

/**
 * Keeps an undelivered event in the target's dead-letter queue, if it has one, which must be in the rule's region and let
 * EventBridge send for this rule. Message and attributes as in
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export async function keepEvent(
  aws: QueueSending,
  rule: EventRule,
  target: Target,
  event: AwsEvent,
  tried: Extract<Tried, { kind: "failed" }>,
): Promise<Keeping> {
  const queueArn = target.DeadLetterConfig?.Arn;
  if (!queueArn) return { kind: "no queue", words: "It has no dead-letter queue: the event is dropped." };
  const lost = (words: string) => ({ kind: "lost", words }) as const;
  if (parseArn(queueArn).region !== rule.region)
    return lost(`Its dead-letter queue ${queueArn} is not in ${rule.region}: the event is dropped.`);
  const stopped = await sendAsService(aws, { service: EVENTS_SERVICE, what: "rule", sourceArn: rule.arn }, queueArn, {
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
  return stopped ? lost(`${stopped} The event is dropped.`) : { kind: "kept", words: `It is kept in ${queueArn}.` };
}
