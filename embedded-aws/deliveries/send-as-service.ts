import { permits } from "../resource-policies";
import { parseArn } from "./arn";
import { findQueue, type QueueMessage, type QueueSending, sendToQueue } from "./queue-sending";

/** A service that sends in its own name, on behalf of something deployed. */
export interface ServiceSender {
  /** e.g. `sns.amazonaws.com` */
  readonly service: string;
  /** What it sends for, e.g. `topic`, and its ARN. */
  readonly what: string;
  readonly sourceArn: string;
}

/**
 * Sends what a service may send only if the queue's policy lets it.
 * @returns which deployed thing stops it, for people; undefined if the queue has the message
 */
export async function sendAsService(
  aws: QueueSending,
  { service, what, sourceArn }: ServiceSender,
  queueArn: string,
  message: QueueMessage,
): Promise<string | undefined> {
  const queue = await findQueue(aws, queueArn);
  if (!queue) return `Queue ${queueArn} does not exist.`;
  const send = { service, action: "sqs:SendMessage", resource: queueArn, sourceArn };
  if (!queue.policy || !permits(queue.policy, send))
    return `The policy of queue ${queueArn} does not let ${service} send for ${what} ${sourceArn}.`;
  await sendToQueue(aws, { region: parseArn(queueArn).region, url: queue.url, ...message });
  return undefined;
}
