import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  paginateListSubscriptionsByTopic,
} from "@aws-sdk/client-sns";
import type { AwsClients } from "../aws-clients";
import { unlessAbsent } from "../deliveries/absence";
import { parseArn } from "../deliveries/arn";
import type { DeployedState } from "../deployed-state";
import { permits } from "../resource-policies";
import type { TopicMessage } from "./message";

export interface TopicParts {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
}

export interface Subscription {
  readonly arn: string;
  /** E.g. `lambda`, `email`. */
  readonly protocol: string;
  readonly endpoint: string;
  /** ARN of its dead-letter queue. */
  readonly deadLetterQueue: string | undefined;
  readonly filterPolicy: string | undefined;
  readonly rawDelivery: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly region: string;
  readonly policy: string | undefined;
  readonly kmsKey: string | undefined;
  readonly subscriptions: readonly Subscription[];
}

/** SNS's names for what is not there. */
const ABSENT = ["NotFound", "NotFoundException"];

/** A deployed topic with its subscriptions; undefined if there is none. */
export function readTopic({ deployed, state }: TopicParts, topicArn: string): Promise<Topic | undefined> {
  const { region } = parseArn(topicArn);
  return state.read(`topic ${topicArn}`, ["sns"], async () => {
    const sns = deployed.sns(region);
    const found = await unlessAbsent(ABSENT, sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn })));
    if (!found) return undefined;
    const subscriptions: Subscription[] = [];
    for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topicArn }))
      for (const {
        SubscriptionArn: arn = "",
        Protocol: protocol = "",
        Endpoint: endpoint = "",
      } of page.Subscriptions ?? []) {
        const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
        subscriptions.push({ arn, protocol, endpoint, ...settingsOf(Attributes ?? {}) });
      }
    const { Policy, KmsMasterKeyId } = found.Attributes ?? {};
    return { arn: topicArn, region, policy: Policy, kmsKey: KmsMasterKeyId || undefined, subscriptions };
  });
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
function settingsOf({ RedrivePolicy, FilterPolicy, RawMessageDelivery }: Record<string, string>) {
  const redrive = JSON.parse(RedrivePolicy || "{}") as { deadLetterTargetArn?: string };
  return {
    deadLetterQueue: redrive.deadLetterTargetArn,
    filterPolicy: FilterPolicy || undefined,
    rawDelivery: RawMessageDelivery?.toLowerCase() === "true",
  };
}

/** The topic to which a service of AWS publishes, or which deployed thing keeps it out. */
export async function openTopic(
  parts: TopicParts,
  { topicArn, by }: Pick<TopicMessage, "topicArn" | "by">,
): Promise<{ readonly kind: "open"; readonly topic: Topic } | { readonly kind: "broken"; readonly reason: string }> {
  const publisher = parseArn(by.sourceArn).resource.replace(":", " ");
  const broken = (reason: string) => ({ kind: "broken", reason }) as const;
  const topic = await readTopic(parts, topicArn);
  if (!topic) return broken(`Topic ${topicArn}, to which ${publisher} publishes, does not exist.`);
  const publish = { ...by, action: "sns:Publish", resource: topicArn };
  if (topic.policy !== undefined && !permits(topic.policy, publish))
    return broken(`The policy of topic ${topicArn} does not let ${by.service} publish for ${publisher}.`);
  // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns: such a topic drops alarms without a word.
  if (topic.kmsKey === "alias/aws/sns")
    return broken(`Topic ${topicArn} is encrypted with alias/aws/sns, to which ${by.service} has no access.`);
  return { kind: "open", topic };
}
