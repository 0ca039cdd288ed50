import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import type { Clock } from "../time/clock";
import { unlessAbsent } from "./absence";
import { parseArn } from "./arn";

/** What SQS says of a queue that is not there, in its old and its new protocol. */
export const QUEUE_ABSENT = ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"];

export interface QueueSending {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
  readonly clock: Clock;
}

export interface QueueMessage {
  readonly body: string;
  /** Message attributes, all of them texts. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A queue's URL and its policy, if it has one; undefined if there is no such queue. */
export async function findQueue(
  { deployed, clock }: Pick<QueueSending, "deployed" | "clock">,
  queueArn: string,
): Promise<{ readonly url: string; readonly policy: string | undefined } | undefined> {
  const { region, resource } = parseArn(queueArn);
  const sqs = deployed.sqs(region);
  return clock.hold(`looking for ${queueArn}`, async () => {
    const found = await unlessAbsent(QUEUE_ABSENT, sqs.send(new GetQueueUrlCommand({ QueueName: resource })));
    if (!found?.QueueUrl) return undefined;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: found.QueueUrl, AttributeNames: ["All"] }),
    );
    return { url: found.QueueUrl, policy: Attributes?.Policy };
  });
}

export async function sendToQueue(
  { deployed, clock, state }: QueueSending,
  message: QueueMessage & { readonly region: string; readonly url: string },
): Promise<void> {
  const { region, url: QueueUrl, body: MessageBody, attributes } = message;
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  await clock.hold(`sending to ${QueueUrl}`, () =>
    deployed.sqs(region).send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes })),
  );
  state.changed("sqs");
}
