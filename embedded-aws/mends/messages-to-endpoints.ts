import { randomUUID } from "node:crypto";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";
import type { AnsweringMend, MendedAnswer } from "./mend";

/** Subscribers that moto calls by itself, while the publisher waits. */
const CALLED_BY_MOTO: readonly string[] = ["http", "https", "lambda"];

/**
 * SNS accepts a message at once and delivers it later. moto posts it to https endpoints (which may be real ones) and runs
 * functions in Docker before it answers, and answers 500 where that fails. The data plane delivers instead.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const messagesToEndpoints: AnsweringMend = {
  name: "publishing calls the subscribers",
  async answer(call: Call, deployed: AwsClients): Promise<MendedAnswer | undefined> {
    const TopicArn = call.parameters.get("TopicArn") ?? call.parameters.get("TargetArn");
    if (call.service !== "sns" || call.action !== "Publish" || !TopicArn || !call.region) return undefined;
    const { Subscriptions = [] } = await deployed
      .sns(call.region)
      .send(new ListSubscriptionsByTopicCommand({ TopicArn }))
      .catch(() => ({ Subscriptions: [] })); // moto says what is wrong with the topic.
    if (!Subscriptions.some(({ Protocol = "" }) => CALLED_BY_MOTO.includes(Protocol))) return undefined;
    return {
      status: 200,
      contentType: "text/xml",
      body:
        '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>' +
        `<MessageId>${randomUUID()}</MessageId></PublishResult>` +
        "<ResponseMetadata><RequestId>embedded-aws</RequestId></ResponseMetadata></PublishResponse>",
    };
  },
};
