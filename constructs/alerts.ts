import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { AlertAddress } from "../config/configuration";
import { PART, TAG } from "../contract/tags";
import { alarmsPublish } from "./alarms-publish";
import { US_EAST_1 } from "./regional-providers";

export interface AlertsProps {
  readonly provider: AwsProvider;
  /** The provider's. */
  readonly region: string;
  readonly workload: string;
  readonly addresses: AlertAddress[];
}

/**
 * How people are told from one region: a topic, and a subscription for every address in the file. An alarm acts on topics
 * of its own region only, so every region with alarms has one; e-mail is confirmed once for each.
 */
export class Alerts extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { provider, region, workload, addresses }: AlertsProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "topic", {
      provider,
      // Not encrypted: a topic under alias/aws/sns silently drops what CloudWatch publishes.
      namePrefix: `pilot-light-${workload}-alerts-`,
      displayName: `Pilot Light ${workload}`,
      tags: { [TAG.part]: PART.alertTopic },
    });
    this.topicArn = topic.arn;
    // The controller publishes by its role's rights.
    alarmsPublish(this, "policy", {
      provider,
      topicArn: topic.arn,
      sid: "AlarmsPublish",
      condition: {
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${topic.owner}:alarm:pilot-light-${workload}-*` },
      },
    });
    for (const { protocol, endpoint } of addresses) {
      new SnsTopicSubscription(this, `to-${endpoint}`, {
        provider,
        topicArn: topic.arn,
        protocol,
        endpoint,
        // An https subscriber confirms when it is ready, not while Terraform waits; people confirm e-mails by hand.
        endpointAutoConfirms: false,
      });
    }
  }
}

export interface AlertTopicInUsEast1Props {
  /** Of us-east-1. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly addresses: AlertAddress[];
  readonly regions: { primary: string; standby: string };
  /** The topics of the two regions; the primary's is absent where nothing there could fail unseen. */
  readonly topicArns: { standby: string; primary: string | undefined };
}

/** The topic that tells people from us-east-1, where Route 53's metrics are: one of the two where it is there, or a third. */
export function alertTopicInUsEast1(scope: Construct, id: string, props: AlertTopicInUsEast1Props): string {
  const { provider, workload, addresses, regions, topicArns } = props;
  if (regions.standby === US_EAST_1) return topicArns.standby;
  if (regions.primary === US_EAST_1 && topicArns.primary !== undefined) return topicArns.primary;
  return new Alerts(scope, id, { provider, region: US_EAST_1, workload, addresses }).topicArn;
}
