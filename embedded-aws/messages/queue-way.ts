import type { AwsClients } from "../aws-clients";
import { parseArn } from "../deliveries/arn";
import { findQueue, sendToQueue } from "../deliveries/queue-sending";
import { permits } from "../resource-policies";
import type { Clock } from "../time/clock";
import { principalFor } from "./opt-in-regions";
import { type Publication, queueBody } from "./publication";
import type { Subscription, Topic } from "./topics";

interface Sending {
  readonly deployed: AwsClients;
  readonly clock: Clock;
}

/** @returns which deployed thing stops it, for people; undefined if the queue has the text */
export async function sendForTopic(
  aws: Sending,
  topic: Topic,
  queueArn: string,
  body: string,
): Promise<string | undefined> {
  const { region } = parseArn(queueArn);
  const queue = await findQueue(aws, queueArn);
  if (!queue) return `Queue ${queueArn} does not exist.`;
  const service = principalFor(topic.region, region);
  const send = { service, action: "sqs:SendMessage", resource: queueArn, sourceArn: topic.arn };
  if (!queue.policy || !permits(queue.policy, send))
    return `The policy of queue ${queueArn} does not let ${service} send for topic ${topic.arn}.`;
  await sendToQueue(aws, { region, url: queue.url, body, attributes: {} });
  return undefined;
}

/**
 * Keeps a message that could not be delivered in the subscription's dead-letter queue, which must be in its region.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 * @returns what became of it, for people
 */
export async function keepMessage(
  aws: Sending,
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
