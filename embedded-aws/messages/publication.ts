import type { Source } from "../deliveries/delivery";

/** What somebody publishes. */
export interface TopicText {
  readonly subject: string | undefined;
  /** What subscribers by this protocol get, e.g. `email`. */
  readonly textFor: (protocol: string) => string;
}

/** A message that a topic took. */
export interface Publication extends TopicText {
  readonly id: string;
  readonly source: Source;
  /** AWS time in milliseconds since 1970-01-01 UTC. */
  readonly begunAt: number;
}

/** SNS's own envelope. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function envelope(topicArn: string, { id, begunAt, subject, textFor }: Publication, protocol: string) {
  return {
    Type: "Notification",
    MessageId: id,
    TopicArn: topicArn,
    Subject: subject ?? null,
    Message: textFor(protocol),
    Timestamp: new Date(begunAt).toISOString(),
    SignatureVersion: "1",
    Signature: "not signed by the embedded AWS",
  };
}

/** The event with which SNS calls a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function functionEvent(topicArn: string, subscriptionArn: string, publication: Publication) {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...envelope(topicArn, publication, "lambda"),
          SigningCertUrl: "",
          UnsubscribeUrl: "",
          MessageAttributes: {},
        },
      },
    ],
  };
}

/** What a queue gets: as subscriber, or as a subscription's dead-letter queue. */
export const queueBody = (topicArn: string, publication: Publication, protocol: string): string =>
  JSON.stringify({ ...envelope(topicArn, publication, protocol), SigningCertURL: "", UnsubscribeURL: "" });
