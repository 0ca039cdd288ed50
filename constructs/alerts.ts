import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { AlertAddress } from "../config/configuration";
import { PART, TAG } from "../contract/tags";

export interface AlertsProps {
  /** Of the standby region: it must be able to tell people when the primary region is dead. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly addresses: AlertAddress[];
}

/** How people are told: one topic, and a subscription for every address in the file. */
export class Alerts extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { provider, workload, addresses }: AlertsProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "topic", {
      provider,
      namePrefix: `pilot-light-${workload}-alerts-`,
      displayName: `Pilot Light ${workload}`,
      tags: { [TAG.part]: PART.alertTopic },
    });
    this.topicArn = topic.arn;
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
