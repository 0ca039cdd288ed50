import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "../aws-clients";
import type { Clock } from "../time/clock";
import { unlessAbsent } from "./absence";
import { parseArn } from "./arn";

/** What SQS says of a queue that is not there, in its old and its new protocol. */
const ABSENT = ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"];

interface Sending {
  readonly deployed: AwsClients;
  readonly clock: Clock;
}

/** A queue's URL and its policy, if it has one; undefined if there is no such queue. */
export async function findQueue(
  { deployed, clock }: Sending,
  queueArn: string,
): Promise<{ readonly url: string; readonly policy: string | undefined } | undefined> {
  const { region, resource } = parseArn(queueArn);
  const sqs = deployed.sqs(region);
  return clock.hold(`looking for ${queueArn}`, async () => {
    const found = await unlessAbsent(ABSENT, sqs.send(new GetQueueUrlCommand({ QueueName: resource })));
    if (!found?.QueueUrl) return undefined;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: found.QueueUrl, AttributeNames: ["All"] }),
    );
    return { url: found.QueueUrl, policy: Attributes?.Policy };
  });
}

/** @param attributes message attributes, all of them texts */
export async function sendToQueue(
  { deployed, clock }: Sending,
  message: { region: string; url: string; body: string; attributes: Readonly<Record<string, string>> },
): Promise<void> {
  const { region, url: QueueUrl, body: MessageBody, attributes } = message;
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  await clock.hold(`sending to ${QueueUrl}`, () =>
    deployed.sqs(region).send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes })),
  );
}
