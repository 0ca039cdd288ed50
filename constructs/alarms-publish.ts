import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document";

export interface AlarmsPublishProps {
  readonly provider: AwsProvider;
  readonly topicArn: string;
  readonly sid: string;
  /** Which alarms: CloudWatch publishes in its own name, for every account. */
  readonly condition: Statement["Condition"];
}

/** A topic's policy that lets alarms publish to it, and nobody else but by the rights of a role. */
export function alarmsPublish(scope: Construct, id: string, props: AlarmsPublishProps): void {
  const { provider, topicArn, sid, condition } = props;
  new SnsTopicPolicy(scope, id, {
    provider,
    arn: topicArn,
    policy: policyDocument({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: [topicArn],
      Condition: condition,
    }),
  });
}
