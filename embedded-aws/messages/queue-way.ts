import { parseArn } from "../deliveries/arn";
import type { QueueSending } from "../deliveries/queue-sending";
import { sendAsService } from "../deliveries/send-as-service";
import { principalFor } from "./opt-in-regions";
import { type Publication, queueBody } from "./publication";
import type { Subscription, Topic } from "./topics";

/** @returns which deployed thing stops it, for people; undefined if the queue has the text */
export function sendForTopic(
  aws: QueueSending,
  topic: Topic,
  queueArn: string,
  body: string,
): Promise<string | undefined> {
  const service = principalFor(topic.region, parseArn(queueArn).region);
  return sendAsService(aws, { service, what: "topic", sourceArn: topic.arn }, queueArn, { body, attributes: {} });
}

/**
 * Keeps a message that could not be delivered in the subscription's dead-letter queue, which must be in its region.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 * @returns what became of it, for people
 */
export async function keepMessage(
  aws: QueueSending,
  topic: Topic,
  { deadLetterQueue, protocol }: Subscription,
  publication: Publication,
): Promise<string> {
  if (!deadLetterQueue) return "The subscription has no dead-letter queue: the message is dropped.";
  if (parseArn(deadLetterQueue).region !== topic.region)
    return `The subscription's dead-letter queue ${deadLetterQueue} is not in ${topic.region}: the message is dropped.`;
  const stopped = await sendForTopic(aws, topic, deadLetterQueue, queueBody(topic.arn, publication, protocol));
  return stopped ? `${stopped} The message is dropped.` : `It is kept in ${deadLetterQueue}.`;
}
